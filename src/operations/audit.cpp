#include "operations/audit.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/digest.hpp"

namespace boothwise::operations {

namespace {

const std::string no_row(64, '0');

std::string with_length(const std::string& text) { return std::to_string(text.size()) + ":" + text; }

AuditRow row_of(const Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4),
          row.text(5),    row.text(6),    row.text(7),    row.text(8), row.text(9)};
}

/// What a chain has against itself; its last number and hash go to `last`. `stated`: of this chain, in order.
Status verify_chain(Store& store, AuditHead& last, std::vector<AuditFault>& faults,
                    const std::vector<AuditHead>& stated) {
  constexpr std::int64_t at_once = 1000;
  last.hash = no_row;
  auto head = stated.begin();
  std::int64_t vouched = 0;
  while (true) {
    BOOTHWISE_TRY(rows, audit_rows(store, last.chain, last.number + 1, at_once));
    for (const AuditRow& row : rows) {
      for (std::int64_t gap = last.number + 1; gap < row.number; ++gap) faults.push_back({row.chain, gap, "missing"});
      if (audit_hash(last.hash, row) != row.hash) faults.push_back({row.chain, row.number, "changed"});
      last.number = row.number;
      last.hash = row.hash;
      for (; head != stated.end() && head->number <= row.number; ++head) {
        if (head->number == row.number && head->hash == row.hash) {
          vouched = row.number;
          continue;
        }
        faults.push_back({row.chain, head->number, "rewritten", vouched});
        head = stated.end();  // whatever stands behind a rewritten row has another hash, too
        break;
      }
    }
    if (rows.empty()) break;
  }
  for (; head != stated.end(); ++head) faults.push_back({last.chain, head->number, "missing"});
  return success();
}

std::vector<AuditHead> of_chain(const std::vector<AuditHead>& heads, std::int64_t chain) {
  std::vector<AuditHead> list;
  std::ranges::copy_if(heads, std::back_inserter(list), [&](const AuditHead& head) { return head.chain == chain; });
  std::ranges::sort(list, {}, &AuditHead::number);
  return list;
}

Status verify_chains(Store& store, const std::vector<AuditHead>& stated, std::vector<AuditFault>& faults) {
  BOOTHWISE_TRY(heads, audit_heads(store));
  for (std::int64_t chain = 0; chain < audit_chains; ++chain) {
    AuditHead last{chain, 0, {}};
    BOOTHWISE_CHECK(verify_chain(store, last, faults, of_chain(stated, chain)));
    const std::vector<AuditHead> own = of_chain(heads, chain);
    const AuditHead kept = own.empty() ? AuditHead{chain, 0, no_row} : own.front();
    for (std::int64_t gone = last.number + 1; gone <= kept.number; ++gone) faults.push_back({chain, gone, "missing"});
    if (last.number >= kept.number && last.hash != kept.hash) faults.push_back({chain, kept.number, "head differs"});
  }
  return success();
}

}  // namespace

std::string audit_hash(const std::string& former, const AuditRow& row) {
  std::string text = former;
  for (const std::string& column : {std::to_string(row.chain), std::to_string(row.number), std::to_string(row.at),
                                    row.actor, row.action, row.object, row.path, row.purpose, row.details}) {
    text += with_length(column);
  }
  return sha256(text);
}

Status append_audit(Store& inside, AuditRow row) {
  row.chain = static_cast<std::int64_t>(std::hash<std::string>{}(row.actor) % static_cast<std::size_t>(audit_chains));
  BOOTHWISE_TRY(heads, inside.ask(sql::advance_audit_head, {{"chain", row.chain}}));
  row.number = heads.front().integer(0);
  row.hash = audit_hash(heads.front().text(1), row);
  BOOTHWISE_CHECK(inside.send(sql::add_audit_row, {{"chain", row.chain},
                                                   {"number", row.number},
                                                   {"at", row.at},
                                                   {"actor", row.actor},
                                                   {"action", row.action},
                                                   {"object", row.object},
                                                   {"path", row.path},
                                                   {"purpose", row.purpose},
                                                   {"details", row.details},
                                                   {"hash", row.hash}}));
  return inside.send(sql::set_audit_head, {{"chain", row.chain}, {"hash", row.hash}});
}

Result<std::vector<AuditRow>> audit_rows(Store& store, std::int64_t chain, std::int64_t from, std::int64_t most) {
  return list_of(store, sql::audit_rows, {{"chain", chain}, {"from_number", from}, {"most", most}}, row_of);
}

Result<std::vector<AuditRow>> newest_audit_rows(Store& store, const AuditQuestion& question) {
  Parameters parameters = within(question.at);
  const bool first_page = !question.after;
  parameters.emplace_back("since", question.since);
  parameters.emplace_back("until", question.until);
  parameters.emplace_back("at", first_page ? question.until : question.after->at);
  parameters.emplace_back("chain", first_page ? std::int64_t{0} : question.after->chain);
  parameters.emplace_back("number", first_page ? std::int64_t{0} : question.after->number);
  parameters.emplace_back("who", question.who);
  parameters.emplace_back("action", like_text(question.action));
  parameters.emplace_back("most", question.most);
  return list_of(store, sql::newest_audit_rows, parameters, row_of);
}

Result<std::vector<AuditHead>> audit_heads(Store& store) {
  return list_of(store, sql::audit_heads, {}, [](const Row& row) {
    return AuditHead{row.integer(0), row.integer(1), row.text(2)};
  });
}

Result<std::vector<AuditFault>> verify_audit(Store& store, const std::vector<AuditHead>& stated) {
  std::vector<AuditFault> faults;
  BOOTHWISE_CHECK(store.at_one_moment([&](Store& moment) { return verify_chains(moment, stated, faults); }));
  return faults;
}

}  // namespace boothwise::operations
