#pragma once

#include "field/lookup.hpp"
#include "forms/xform.hpp"
#include "operations/forms.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/json_body.hpp"
#include "services/snapshot.hpp"

/// Forms: drafts, what must hold before one is published, versions, files, and the notices that stand in front of every
/// question (rules R1, R2, R4, R19 to R21). Views: docs/api.md#forms.
namespace boothwise::field {

using services::Caller;
using services::Snapshot;

/// Lists that the server makes for each phone, so that nobody attaches them: houses of the booth in walking order, and
/// those of them that agreed to be contacted again.
constexpr std::array<std::string_view, 2> made_lists = {"households.csv", "agreed_households.csv"};

/// A version that records are taken against.
struct PublishedForm {
  operations::Form form;
  operations::FormVersion version;
  forms::XForm xform;
  /// Asks for community or economic status: sealed, with consents of its own (R14, R15).
  [[nodiscard]] bool is_protected() const;
};

/// Published versions as they were read once. Thread-safe.
class FormShelf {
 public:
  /// Errors: `form_unknown` (also for a version that was never published); those of the store.
  Result<std::shared_ptr<const PublishedForm>> find(operations::Store& store, const std::string& name,
                                                    const std::string& version);
  /// The open version of every open form, by name.
  Result<std::vector<std::shared_ptr<const PublishedForm>>> open_forms(operations::Store& store);

 private:
  Lookup<operations::Form> forms_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const PublishedForm>> kept_;
};

/// All forms, drafts too.
Result<boost::json::object> forms_view(Caller& caller);
/// One with its draft, its versions, its files, and what stands in the way of publishing.
Result<boost::json::object> form_view(Caller& caller, const std::string& id);
/// Body: `xml` (an XForm) or `definition` (of one made here, as JSON text; its XForm is made from it and a new version
/// given), `persons` (false for one that asks about places only), `form` (id of the form that this is a new draft of).
/// Errors: `xform_malformed`…, those of make_form, `form_name_taken`.
Result<boost::json::object> put_form(Caller& caller, std::string_view text);
/// Drafts of the forms of data/forms and the notices of data/notices that are not here yet. Body: who asks, for the
/// blanks of those notices: `organisation` and `address`, each `hi` and `en`, and `telephone`; a blank of what is left
/// out stays, and no form with it can be published. Errors: those of reading them.
Result<boost::json::object> add_ready_forms(Caller& caller, std::string_view text);
/// Publishes the draft. Errors: `form_not_ready` with what is missing; `form_version_taken` where the version was
/// published with other bytes; `field_work_locked` in the time of the code of conduct (R30).
Result<boost::json::object> publish_form(Caller& caller, const Snapshot& snapshot, const std::string& id);
/// Body: `days` for which late records are still taken (0 to 60; 14 if left out).
Result<boost::json::object> close_form(Caller& caller, const std::string& id, std::string_view text);
/// A picture, sound or list that the form names. `written` is taken over. Errors: `form_file_unnamed` where the form
/// does not name it; `file_type`.
Result<boost::json::object> put_form_file(Caller& caller, const std::string& id, const std::string& name,
                                          const std::filesystem::path& written);

Result<boost::json::object> notices_view(Caller& caller);
/// A new version of a notice. Body: `key`, `purposes`, `texts` by language (hi and en must be there), `erasure`
/// (destroy or seal; destroy if left out before 13 May 2027, seal from then, and the notice then says so). Errors:
/// `notice_incomplete` with what R1 asks for and is not said; `purpose_unknown`; `officers_missing` for seal.
Result<boost::json::object> put_notice(Caller& caller, std::string_view text);
/// Fills the blanks of a ready notice, such as [संगठन] or [telephone], in its `texts`. `asker`: as add_ready_forms takes
/// it.
Status fill_notice(boost::json::object& notice, const services::JsonBody& asker);
/// What is still blank in a notice's texts, without the name that the worker says of herself; empty: nothing.
std::string blank_in(const operations::Notice& notice);
/// The spoken version in a language (R1). `written` is taken over. Errors: `notice_unknown`, `file_type`.
Result<boost::json::object> put_notice_audio(Caller& caller, const std::string& key, std::int64_t version,
                                             const std::string& language, const std::filesystem::path& written);

/// What stands in the way of publishing an XForm.
struct FormObstacle {
  std::string code;  ///< notice_missing, consent_missing, footer_missing, protected_mixed…
  std::string path;  ///< of the question; empty: the form
  Bilingual message;
};
/// REQUIRES: `scheme_in_force` says whether a scheme may be attached (R20).
std::vector<FormObstacle> obstacles_of(const forms::XForm& form, bool persons,
                                       const std::optional<operations::Notice>& notice,
                                       const std::function<bool(const std::string& scheme)>& scheme_in_force);

}  // namespace boothwise::field
