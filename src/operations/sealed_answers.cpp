#include "operations/sealed_answers.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Wave wave_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3),
          row.text(4), row.text(5), row.text(6), row.text(7) == "open"};
}

Parameters of_receipt(std::string_view receipt) { return {{"receipt", std::string(receipt)}}; }
Parameters of_wave(std::string_view wave) { return {{"wave", std::string(wave)}}; }

}  // namespace

Status add_wave(Store& sealed, const Wave& wave) {
  return done(sealed.change(sql::add_wave, {{"wave", wave.code},
                                            {"first_day", wave.first_day},
                                            {"last_day", wave.last_day},
                                            {"plan", wave.plan},
                                            {"box_key", wave.box_key},
                                            {"rsa_key", wave.rsa_key},
                                            {"verifying_key", wave.verifying_key}}));
}

Result<std::vector<Wave>> waves(Store& sealed) { return list_of(sealed, sql::waves, {}, wave_of); }

Result<std::optional<Wave>> wave(Store& sealed, std::string_view code) {
  return first_of(sealed, sql::wave, of_wave(code), wave_of);
}

Result<bool> set_wave_open(Store& sealed, std::string_view code, bool open) {
  return changed_one(sealed.change(sql::set_wave_state,
                                   {{"wave", std::string(code)}, {"state", std::string(open ? "open" : "closed")}}));
}

Result<ReceiptState> receipt_state(Store& sealed, std::string_view receipt) {
  BOOTHWISE_TRY(rows, sealed.ask(sql::receipt_there, of_receipt(receipt)));
  if (rows.front().integer(1) != 0) return ReceiptState::withdrawn;
  return rows.front().integer(0) != 0 ? ReceiptState::there : ReceiptState::unknown;
}

Status add_sealed_answer(Store& inside, const SealedAnswer& answer, const std::vector<SealedConsent>& consents) {
  for (const SealedConsent& consent : consents) {
    BOOTHWISE_CHECK(inside.change(sql::add_sealed_consent, {{"receipt", answer.receipt},
                                                            {"purpose", consent.purpose},
                                                            {"notice", consent.notice},
                                                            {"language", consent.language},
                                                            {"day", consent.day}}));
  }
  return done(inside.change(sql::add_sealed_answer,
                            {{"receipt", answer.receipt},
                             {"wave", answer.wave},
                             {"ac_no", answer.ac},
                             {"part", answer.part},
                             {"day", answer.day},
                             {"kind", answer.kind},
                             {"purpose", consents.empty() ? std::string("none") : consents.front().purpose},
                             {"box", answer.box}}));
}

Result<std::vector<SealedConsent>> sealed_consents(Store& sealed, std::string_view receipt) {
  return list_of(sealed, sql::sealed_consents_of, of_receipt(receipt), [](const Row& row) {
    return SealedConsent{row.text(0), row.text(1), row.text(2), row.text(3)};
  });
}

Result<bool> withdraw_receipt(Store& inside, std::string_view receipt, const std::string& day) {
  BOOTHWISE_TRY(state, receipt_state(inside, receipt));
  if (state == ReceiptState::withdrawn) return false;
  BOOTHWISE_CHECK(inside.change(sql::drop_sealed_answer, of_receipt(receipt)));
  BOOTHWISE_CHECK(inside.change(sql::drop_sealed_consents, of_receipt(receipt)));
  BOOTHWISE_CHECK(inside.change(sql::add_withdrawn_receipt, {{"receipt", std::string(receipt)}, {"day", day}}));
  return state == ReceiptState::there;
}

Result<std::int64_t> count_sealed_answers(Store& sealed, std::string_view wave) {
  return first_integer(sealed, sql::count_sealed_answers, of_wave(wave));
}

Status each_sealed_answer(Store& inside, std::string_view wave,
                          const std::function<Status(const SealedAnswer& answer)>& take) {
  std::string after;
  while (true) {
    Parameters asked = of_wave(wave);
    asked.emplace_back("after", after);
    BOOTHWISE_TRY(rows, inside.ask(sql::sealed_answers, asked));
    if (rows.empty()) return success();
    for (const Row& row : rows)
      BOOTHWISE_CHECK(take({{}, std::string(wave), row.integer(1), row.text(2), {}, row.text(3), row.text(4)}));
    after = rows.back().text(0);
  }
}

}  // namespace boothwise::operations
