#include "field/form_desk.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "base/text.hpp"
#include "domain/consent.hpp"

/// What must hold before a form is published: rules R1, R2, R14, R19 to R21.
namespace boothwise::field {

using forms::Control;
using forms::FormField;
using forms::XForm;

namespace {

/// What stands under every form about schemes (R21).
constexpr std::string_view footer_hi = "इस सर्वे का किसी योजना के लाभ से कोई संबंध नहीं है";

class Examination {
 public:
  Examination(const XForm& form, const std::optional<operations::Notice>& notice,
              const std::function<bool(const std::string&)>& in_force)
      : form_(form), notice_(notice), in_force_(in_force) {}

  std::vector<FormObstacle> run(bool persons) {
    for (const FormField& field : form_.fields) examine(field);
    if (persons || form_.about_persons()) examine_notice();
    if (schemes_ && !footer_) {
      add("footer_missing", "",
          {"a form about schemes must show the sentence that it has nothing to do with any benefit (R21)",
           "योजना वाले फ़ॉर्म में यह वाक्य दिखना चाहिए: " + std::string(footer_hi) + "।"});
    }
    if (protected_ && plain_) {
      add("protected_mixed", "",
          {"community and economic status are asked in a form of their own, with nothing else in it (R14, R15)",
           "समुदाय और आर्थिक स्थिति अलग फ़ॉर्म में पूछें; उसमें और कुछ न हो"});
    }
    if (protected_) examine_protected();
    return std::move(obstacles_);
  }

 private:
  void add(std::string code, const std::string& path, Bilingual message) {
    obstacles_.push_back({std::move(code), path, std::move(message)});
  }

  void examine(const FormField& field) {
    for (const std::string& named : {field.purpose, field.consent}) {
      if (named.empty()) continue;
      const auto purpose = purpose_named(named);
      if (!purpose) {
        add("purpose_unknown", field.path, {"there is no purpose " + named, "ऐसा कोई उद्देश्य नहीं: " + named});
        continue;
      }
      (is_protected(*purpose) ? protected_ : plain_) = true;
    }
    if (!field.consent.empty()) {
      agreed_.insert(field.consent);
      const bool switches = field.control == Control::select_one && field.calculate.empty() &&
                            std::ranges::find(field.choices, "yes") != field.choices.end() &&
                            std::ranges::find(field.choices, "no") != field.choices.end();
      if (!switches) {
        add("consent_malformed", field.path,
            {"a consent is a choice of yes and no that nothing fills in (R2)",
             "सहमति हाँ/नहीं का चुनाव हो जिसे कुछ और न भरे"});
      }
    }
    if (!field.purpose.empty() && field.consent.empty() && field.control != Control::none && !field.readonly &&
        !agreed_.contains(field.purpose) && told_.insert(field.purpose).second) {
      add("consent_missing", field.path,
          {"it asks for " + field.purpose + " before anybody agreed to it (R2)",
           field.purpose + " के लिए सहमति पहले पूछें"});
    }
    if (!field.contact.empty() && field.purpose.empty()) {
      add("contact_without_purpose", field.path,
          {"a name or number needs a purpose that it is for (R3)", "नाम या नंबर किस उद्देश्य के लिए है, यह बताएँ"});
    }
    if (!field.scheme.empty()) {
      schemes_ = true;
      if (!in_force_(field.scheme)) {
        add("scheme_not_in_force", field.path,
            {"only schemes in force may be asked about (R20): " + field.scheme,
             "केवल चालू योजनाओं के बारे में पूछा जा सकता है: " + field.scheme});
      }
    }
    footer_ = footer_ || (field.shows == "footer" && field.label.hi.find(footer_hi) != std::string::npos);
  }

  void examine_notice() {
    if (form_.notice.empty() || !notice_) {
      add("notice_missing", "",
          {"a form about persons must show a notice before its first question (R1)",
           "व्यक्तियों के फ़ॉर्म में पहले प्रश्न से पहले सूचना दिखनी चाहिए"});
      return;
    }
    if (const std::string blank = blank_in(*notice_); !blank.empty()) {
      add("notice_blank", "",
          {"the notice must say who asks and where to reach you; make a version without " + blank + " (R1)",
           "सूचना बताए कि कौन पूछ रहा है और आपसे कहाँ संपर्क हो; " + blank + " भरकर नया संस्करण बनाएँ"});
    }
    const auto covered = split(notice_->purposes, ' ');
    std::set<std::string> asked = agreed_;
    for (const FormField& field : form_.fields) {
      if (!field.purpose.empty()) asked.insert(field.purpose);
    }
    for (const std::string& purpose : asked) {
      if (std::ranges::find(covered, purpose) != covered.end()) continue;
      add("notice_without_purpose", "",
          {"the notice does not speak of " + purpose + " (R1)", "सूचना में यह उद्देश्य नहीं है: " + purpose});
    }
    // The notice comes first.
    for (const FormField& field : form_.fields) {
      if (!field.notice.empty()) return;
      if (field.control != Control::none && !field.readonly && (!field.purpose.empty() || !field.consent.empty())) {
        add("notice_late", field.path, {"a question stands before the notice (R1)", "एक प्रश्न सूचना से पहले है"});
        return;
      }
    }
  }

  void examine_protected() {
    constexpr std::string_view not_said = "prefer_not_to_say";
    for (const FormField& field : form_.fields) {
      const bool metadata =
          field.control == Control::none && field.calculate.empty() &&
          std::ranges::any_of(std::array<std::string_view, 4>{"deviceid", "phonenumber", "username", "email"},
                              [&](std::string_view end) { return field.path.ends_with("/" + std::string(end)); });
      if (!field.contact.empty() || field.type == "geopoint" || field.control == Control::upload || metadata) {
        add("protected_identifying", field.path,
            {"nothing in a protected form may lead to a person (R15)", "सुरक्षित फ़ॉर्म में व्यक्ति तक पहुँचाने वाला कुछ न हो"});
      }
      if (field.purpose != code_of(Purpose::community) || field.control != Control::select_one) continue;
      const bool first = !field.choices.empty() && field.choices.front() == not_said;
      if (!first || !field.required.empty()) {
        add("community_not_optional", field.path,
            {"“prefer not to say” (prefer_not_to_say) must be the first choice, and the question not required (R14)",
             "\"नहीं बताना चाहते\" (prefer_not_to_say) पहला विकल्प हो और प्रश्न अनिवार्य न हो"});
      }
    }
  }

  const XForm& form_;
  const std::optional<operations::Notice>& notice_;
  const std::function<bool(const std::string&)>& in_force_;
  std::vector<FormObstacle> obstacles_;
  std::set<std::string> agreed_;
  std::set<std::string> told_;
  bool schemes_ = false;
  bool footer_ = false;
  bool protected_ = false;
  bool plain_ = false;
};

}  // namespace

std::vector<FormObstacle> obstacles_of(const XForm& form, bool persons, const std::optional<operations::Notice>& notice,
                                       const std::function<bool(const std::string&)>& scheme_in_force) {
  return Examination(form, notice, scheme_in_force).run(persons);
}

}  // namespace boothwise::field
