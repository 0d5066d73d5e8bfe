#include "services/check.hpp"

#include "operations/audit.hpp"
#include "operations/tables.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <sys/stat.h>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/secrets.hpp"
#include "services/backup_parts.hpp"
#include "services/report_json.hpp"
#include "services/sms_settings.hpp"
#include "services/workspace.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Store;

namespace {

class Checking {
 public:
  Checking(const fs::path& folder, const std::string& database, Progress& progress)
      : folder_(folder), database_(database), progress_(progress) {}

  Result<CheckReport> run() {
    if (!fs::exists(folder_ / "workspace.json")) {
      return Error{ErrorKind::bad_input,
                   "workspace_missing",
                   {"there is no workspace here", "यहाँ कोई कार्यक्षेत्र नहीं है"},
                   {folder_.string()}};
    }
    BOOTHWISE_CHECK(check_store());
    check_warehouse();
    check_evidence();
    check_secrets();
    check_left_over();
    return std::move(report_);
  }

 private:
  void find(std::string code, std::string object, Bilingual what) {
    report_.findings.push_back({std::move(code), std::move(object), std::move(what)});
  }
  void find(const Error& error, const std::string& object) { find(error.code, object, error.message); }

  Status check_store() {
    progress_.report(0, {"looking at the store", "भंडार देखा जा रहा है"});
    const fs::path file = folder_ / "operations.sqlite";
    if (database_.empty() && !fs::exists(file)) return success();  // only results were ever looked at
    constexpr unsigned connections_most = 2;
    auto opened = database_.empty() ? Store::open(file, operations::Opening::as_it_is)
                                    : Store::open_server(database_, connections_most, operations::Opening::as_it_is);
    if (!opened) {
      if (!database_.empty()) return opened.error();
      find(opened.error(), "operations.sqlite");
      return success();
    }
    if (const Status looked = look_at(**opened); !looked) find(looked.error(), "operations");
    return success();
  }

  Status look_at(Store& store) {
    BOOTHWISE_TRY(unsound, operations::unsound(store));
    for (const std::string& words : unsound) {
      find("store_unsound", "operations", {"the database finds: " + words, "डेटाबेस की जाँच: " + words});
    }
    BOOTHWISE_TRY(layout, store.layout());
    if (layout != Store::newest_layout()) {
      const std::string numbers = std::to_string(layout) + " / " + std::to_string(Store::newest_layout());
      find("layout_differs", "operations",
           {"the layout is not this program's (" + numbers + "); an older one is brought up to date when it is used",
            "संरचना इस प्रोग्राम की नहीं (" + numbers + "); पुरानी संरचना उपयोग के समय नई हो जाती है"});
      return success();
    }
    BOOTHWISE_CHECK(check_tables(store));
    return check_audit(store);
  }

  Status check_tables(Store& store) {
    BOOTHWISE_TRY(names, operations::table_names(store));
    for (const std::string& name : names) {
      if (operations::store_table(name) == nullptr) {
        find("table_unknown", name, {"this table is not Boothwise's", "यह तालिका बूथवाइज़ की नहीं है"});
      }
    }
    return store.at_one_moment([&](Store& moment) -> Status {
      for (const operations::StoreTable& table : operations::store_tables()) {
        BOOTHWISE_TRY(columns, operations::columns_of(moment, table.name));
        if (columns.empty()) {
          find("table_missing", std::string(table.name), {"this table is not there", "यह तालिका नहीं है"});
          continue;
        }
        ++report_.tables;
        BOOTHWISE_CHECK(operations::each_row_of(moment, table, columns, [&](const operations::Row& row) {
          ++report_.rows;
          for (NamedFile& file : files_named_by(table.name, columns, row)) evidence_.insert(std::move(file));
          return success();
        }));
      }
      evidence_known_ = true;
      return success();
    });
  }

  Status check_audit(Store& store) {
    progress_.report(0.3, {"following the audit trail", "लेखा-शृंखला देखी जा रही है"});
    BOOTHWISE_TRY(faults, operations::verify_audit(store, {}));
    for (const operations::AuditFault& fault : faults) {
      find("audit_broken", "audit " + std::to_string(fault.chain) + "/" + std::to_string(fault.number),
           {"the audit trail was tampered with: " + fault.what, "लेखे से छेड़छाड़ हुई है: " + fault.what});
    }
    BOOTHWISE_TRY(heads, operations::audit_heads(store));
    for (const operations::AuditHead& head : heads) report_.audit_rows += head.number;
    return success();
  }

  void check_warehouse() {
    const fs::path path = folder_ / "warehouse" / "manifest.json";
    if (!fs::exists(path)) return;
    const auto text = read_file(path);
    const auto manifest = text ? warehouse::read_manifest(*text, path) : Result<warehouse::Manifest>(text.error());
    if (!manifest) return find(manifest.error(), "warehouse/manifest.json");
    std::set<fs::path> named;
    const std::vector<WarehouseFile> files = files_of(*manifest);
    for (std::size_t at = 0; at < files.size(); ++at) {
      progress_.report(0.4 + 0.4 * static_cast<double>(at) / static_cast<double>(files.size()),
                       {"checking files", "फ़ाइलें जाँची जा रही हैं"});
      check_file("warehouse/" + files[at].path, files[at].sha256);
      named.insert(files[at].path);
    }
    // Files of runs undone since stay until the next writer.
    for (const warehouse::Run& run : manifest->runs) {
      for (const warehouse::DataFile& file : run.data) named.insert(file.path);
    }
    find_unnamed("warehouse", [&](const fs::path& relative) {
      return named.contains(relative) || !relative.has_parent_path() || *relative.begin() == "reports" ||
             (*relative.begin() == "rollups" && undone_rollups_possible(*manifest));
    });
  }

  static bool undone_rollups_possible(const warehouse::Manifest& manifest) {
    return std::ranges::any_of(manifest.runs, &warehouse::Run::undone);
  }

  void check_evidence() {
    for (const auto& [path, sha256] : evidence_) check_file(path, sha256);
    if (!evidence_known_) return;
    for (const std::string folder : {"attachments", "forms", "field"}) {
      find_unnamed(folder, [this, &folder](const fs::path& relative) {
        return evidence_.contains((fs::path(folder) / relative).string());
      });
    }
  }

  void check_file(const std::string& path, const std::string& sha256) {
    ++report_.files;
    const auto there = sha256_of_file(folder_ / path);
    if (!there) return find(there.error().code, path, there.error().message);
    if (!sha256.empty() && *there != sha256) {
      find("file_changed", path, {"its bytes are not those that were written", "इसके बाइट वे नहीं जो लिखे गए थे"});
    }
  }

  template <typename Named>
  void find_unnamed(const std::string& inside, Named is_named) {
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / inside, ignored)) {
      if (!entry.is_regular_file()) continue;
      const fs::path relative = fs::relative(entry.path(), folder_ / inside, ignored);
      if (is_named(relative)) continue;
      find("file_orphaned", (fs::path(inside) / relative).string(),
           {"nothing names this file", "इस फ़ाइल का उल्लेख कहीं नहीं"});
    }
  }

  void check_secrets() {
    const std::vector<std::string> for_owner = {"keys",
                                                "keys/server.key",
                                                "keys/records.sqlite",
                                                "sealed",
                                                "sealed/answers.sqlite",
                                                "operations.sqlite",
                                                "operations.sqlite-wal",
                                                "operations.sqlite-shm",
                                                "tombstones",
                                                std::string(settings_of_messages)};
    for (const std::string& path : for_owner) {
      struct stat found {};
      if (::stat((folder_ / path).c_str(), &found) != 0) continue;
      if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        find("readable_by_others", path,
             {"others than its owner may use it; mend it with: chmod go= FILE",
              "स्वामी के सिवा दूसरे भी इसे खोल सकते हैं; ठीक करें: chmod go= FILE"});
      }
    }
    struct stat found {};
    if (::stat(folder_.c_str(), &found) == 0 && (found.st_mode & S_IWOTH) != 0) {
      find("writable_by_others", ".", {"everybody may write into the workspace", "कार्यक्षेत्र में कोई भी लिख सकता है"});
    }
    if (fs::exists(folder_ / "keys" / "server.key")) {
      if (const auto key = ServerKey::load_or_make(folder_ / "keys" / "server.key"); !key) {
        find(key.error(), "keys/server.key");
      }
    }
  }

  void check_left_over() {
    if (fs::exists(folder_ / restore_pending)) {
      find("restore_pending", std::string(restore_pending),
           {"a restore was cut short; run it once more, with --replace",
            "बैकअप वापस लाना बीच में रुका; उसे --replace के साथ फिर चलाएँ"});
    }
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("backup-links.") && !process_lives(entry.path())) {
        find("left_over", name,
             {"a backup that was cut short left this; the next one removes it",
              "बीच में रुके बैकअप का अवशेष; अगला बैकअप इसे हटा देगा"});
      }
    }
  }

  const fs::path& folder_;
  const std::string& database_;
  Progress& progress_;
  CheckReport report_;
  std::map<std::string, std::string> evidence_;  // path, SHA-256
  bool evidence_known_ = false;
};

}  // namespace

Result<CheckReport> check_workspace(const fs::path& folder, const std::string& database, Progress& progress) {
  return Checking(folder, database, progress).run();
}

json::array findings_json(const std::vector<Finding>& findings) {
  json::array list;
  for (const Finding& finding : findings) {
    list.push_back({{"code", finding.code}, {"object", finding.object}, {"what", to_json(finding.what)}});
  }
  return list;
}

json::object to_json(const CheckReport& report) {
  return {{"sound", report.findings.empty()}, {"tables", report.tables}, {"rows", report.rows},
          {"audit_rows", report.audit_rows},  {"files", report.files},   {"findings", findings_json(report.findings)}};
}

}  // namespace boothwise::services
