#include "field/files.hpp"
#include "field/form_desk.hpp"
#include "field/withheld.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "domain/consent.hpp"
#include "services/json_body.hpp"

namespace boothwise::field {

using services::code_bytes_most;
using services::JsonBody;
using services::refused_field;

namespace json = boost::json;

namespace {

/// What R1 asks a notice to say, in this order.
constexpr std::array<std::string_view, 6> notice_parts = {"who", "items", "why", "withdraw", "complain", "contact"};

json::object notice_json(const operations::Notice& notice) {
  json::array purposes;
  for (const std::string& purpose : split(notice.purposes, ' ')) purposes.emplace_back(purpose);
  return {{"key", notice.key},
          {"version", notice.version},
          {"name", notice.key + "/" + std::to_string(notice.version)},
          {"purposes", std::move(purposes)},
          {"erasure", notice.erasure},
          {"texts", json::parse(notice.texts)},
          {"audio", json::parse(notice.audio)},
          {"made_at", iso_utc(notice.made_at)}};
}

/// The texts of a language, with all of their parts.
Result<json::object> text_of(const JsonBody& texts, std::string_view language) {
  constexpr std::size_t bytes_most = 4000;
  BOOTHWISE_TRY(body, texts.object_or_none(language));
  if (!body) {
    return refused_field(ErrorKind::bad_input, "notice_incomplete", language,
                         {"a notice speaks Hindi and English", "सूचना हिन्दी और अंग्रेज़ी दोनों में हो"});
  }
  json::object text;
  for (const std::string_view part : notice_parts) {
    auto words = body->text(part, bytes_most);
    if (!words) {
      return refused_field(
          ErrorKind::bad_input, "notice_incomplete", std::string(language) + "." + std::string(part),
          {"a notice says who asks, for what, why, how to withdraw, how to complain, and whom to reach (R1)",
           "सूचना बताए: कौन पूछ रहा है, क्या, क्यों, वापसी कैसे, शिकायत कैसे, किससे संपर्क"});
    }
    text[part] = *words;
  }
  return text;
}

/// What becomes of what is taken back (rule R6): what the body says, or what the law asks from that day.
Result<std::string> erasure_of(Caller& caller, const JsonBody& body) {
  std::string erasure = iso_date(caller.today()) < sealing_since ? "destroy" : "seal";
  if (body.has("erasure")) {
    BOOTHWISE_TRY(said, body.text("erasure", code_bytes_most));
    erasure = std::move(said);
  }
  if (erasure != "destroy" && erasure != "seal") {
    Error error = refused_field(ErrorKind::bad_input, "body_malformed", "erasure",
                                {"expected one of these", "इनमें से एक चाहिए"}, erasure);
    error.choices = {"destroy", "seal"};
    return error;
  }
  if (erasure == "seal") {
    BOOTHWISE_TRY(named, officers_named(caller.workspace()));
    if (!named) return officers_missing();
  }
  return erasure;
}

/// Says in the notice that what is taken back is sealed for a year.
void tell_of_sealing(json::object& text, std::string_view language) {
  const std::string_view sentence =
      language == "hi"
          ? "वापस ली गई जानकारी तुरंत हर सूची से हट जाती है; क़ानून के कारण वह एक वर्ष मुहरबंद रहती है, जिसे केवल दो बाहरी "
            "अधिकारी क़ानूनी लिखित माँग पर खोल सकते हैं, फिर नष्ट होती है।"
      : language == "ur" ? "واپس لی گئی معلومات فوراً ہر فہرست سے ہٹ جاتی ہے؛ قانون کے سبب ایک سال مہر بند رہتی ہے، پھر "
                           "تلف کر دی جاتی ہے۔"
                         : "What you take back leaves every list at once; because the law asks for it, it stays sealed "
                           "for a year, when only two officers from outside can open it upon a lawful written demand, "
                           "and is then destroyed.";
  text["withdraw"] = std::string(text.at("withdraw").as_string()) + " " + std::string(sentence);
}

/// What a ready notice leaves to who asks, by the language that it stands in.
struct Blank {
  std::string_view language;
  std::string_view field;
  std::string_view written;
};
constexpr std::array<Blank, 6> blanks = {{{"hi", "organisation", "[संगठन]"},
                                          {"en", "organisation", "[organisation]"},
                                          {"hi", "address", "[पता]"},
                                          {"en", "address", "[address]"},
                                          {"hi", "telephone", "[फ़ोन]"},
                                          {"en", "telephone", "[telephone]"}}};

/// Empty where it is left out.
Result<std::string> asker_text(const JsonBody& asker, const Blank& blank) {
  constexpr std::size_t bytes_most = 400;
  if (blank.field == "telephone") return asker.text_or_empty(blank.field, bytes_most);
  BOOTHWISE_TRY(both, asker.object_or_none(blank.field));
  if (!both) return std::string();
  return both->text_or_empty(blank.language, bytes_most);
}

bool is_key(std::string_view key) {
  constexpr std::size_t bytes_most = 40;
  return !key.empty() && key.size() <= bytes_most &&
         std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

Result<json::object> notices_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_field_counts));
  BOOTHWISE_TRY(all, operations::all_notices(caller.whole_store()));
  json::array notices;
  for (const operations::Notice& notice : all) notices.push_back(notice_json(notice));
  return json::object{{"notices", std::move(notices)}};
}

Result<json::object> put_notice(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(permit, caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"key", "purposes", "texts", "erasure"}));
  operations::Notice notice;
  BOOTHWISE_TRY(key, body.text("key", code_bytes_most));
  if (!is_key(key)) {
    return JsonBody::malformed("key", "expected small letters, digits and hyphens", "छोटे अक्षर, अंक और हाइफ़न चाहिए", key);
  }
  notice.key = std::move(key);
  BOOTHWISE_TRY(purposes, body.texts("purposes", purposes_count, code_bytes_most));
  for (const std::string& purpose : purposes) {
    if (!purpose_named(purpose)) {
      return refused_field(ErrorKind::bad_input, "purpose_unknown", "purposes", {"no such purpose", "ऐसा उद्देश्य नहीं"},
                           purpose);
    }
    notice.purposes += (notice.purposes.empty() ? "" : " ") + purpose;
  }
  BOOTHWISE_TRY(erasure, erasure_of(caller, body));
  notice.erasure = std::move(erasure);
  BOOTHWISE_TRY(texts, body.object_or_none("texts"));
  if (!texts) return JsonBody::malformed("texts", "expected texts by language", "भाषा के अनुसार पाठ चाहिए");
  json::object kept;
  for (const std::string_view language : {"hi", "en", "ur"}) {
    if (language == "ur" && !texts->has(language)) continue;
    BOOTHWISE_TRY(one, text_of(*texts, language));
    if (notice.erasure == "seal") tell_of_sealing(one, language);
    kept[language] = std::move(one);
  }
  notice.texts = json::serialize(kept);
  notice.audio = "{}";
  notice.made_by = permit.by();
  notice.made_at = caller.now();
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(all, operations::all_notices(inside));
    notice.version = 1;
    for (const operations::Notice& other : all) {
      if (other.key == notice.key) notice.version = std::max(notice.version, other.version + 1);
    }
    BOOTHWISE_CHECK(operations::add_notice(inside, notice));
    return caller.note(inside, "notice.made", "notice:" + notice.key + "/" + std::to_string(notice.version),
                       whole_organisation);
  }));
  return notice_json(notice);
}

Status fill_notice(json::object& notice, const JsonBody& asker) {
  json::object& texts = notice.at("texts").as_object();
  for (const Blank& blank : blanks) {
    BOOTHWISE_TRY(words, asker_text(asker, blank));
    json::value* of_language = texts.if_contains(blank.language);
    if (words.empty() || of_language == nullptr) continue;
    for (json::key_value_pair& part : of_language->as_object()) {
      part.value() = replaced(std::string(part.value().as_string()), blank.written, words);
    }
  }
  return success();
}

std::string blank_in(const operations::Notice& notice) {
  constexpr std::array<std::string_view, 3> own_name = {"[नाम]", "[name]", "[نام]"};  // said at the door
  const json::object texts = json::parse(notice.texts).as_object();
  for (const json::key_value_pair& language : texts) {
    for (const json::key_value_pair& part : language.value().as_object()) {
      const std::string_view words = part.value().as_string();
      for (std::size_t from = words.find('['); from != std::string_view::npos; from = words.find('[', from + 1)) {
        const std::size_t to = words.find(']', from);
        if (to == std::string_view::npos) break;
        const std::string_view blank = words.substr(from, to - from + 1);
        if (std::ranges::find(own_name, blank) == own_name.end()) return std::string(blank);
      }
    }
  }
  return {};
}

Result<json::object> put_notice_audio(Caller& caller, const std::string& key, std::int64_t version,
                                      const std::string& language, const std::filesystem::path& written) {
  const Uploaded upload(written);
  BOOTHWISE_CHECK(caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(found, operations::notice(caller.whole_store(), key, version));
  if (!found || (language != "hi" && language != "en" && language != "ur")) {
    return refused_field(ErrorKind::not_found, "notice_unknown", "key", {"there is no such notice", "ऐसी सूचना नहीं है"},
                         key);
  }
  BOOTHWISE_TRY(file, keep_form_file(caller.workspace(), written, language + ".mp3"));
  if (!file.media_type.starts_with("audio/")) {
    return refused_field(ErrorKind::bad_input, "file_type", "file", {"expected a sound file", "ध्वनि फ़ाइल चाहिए"});
  }
  json::object audio = json::parse(found->audio).as_object();
  audio[language] = {{"file", file.file_id}, {"type", file.media_type}, {"bytes", file.bytes}};
  found->audio = json::serialize(audio);
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_notice_audio(inside, *found));
    return caller.note(inside, "notice.spoken", "notice:" + key + "/" + std::to_string(version), whole_organisation,
                       {{"language", language}});
  }));
  return notice_json(*found);
}

}  // namespace boothwise::field
