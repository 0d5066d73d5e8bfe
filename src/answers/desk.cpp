#include "answers/desk.hpp"

#include "operations/answers_version.hpp"

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "services/json_body.hpp"
#include "services/name_folding.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::answers {

using services::Caller;
using services::refused_field;

namespace {

struct StateWords {
  std::string_view state;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array<StateWords, 8> states = {{{state::fresh, "new", "नया"},
                                               {state::triaged, "to be answered", "उत्तर देना है"},
                                               {state::answering, "being answered", "उत्तर लिखा जा रहा है"},
                                               {state::in_review, "in review", "जाँच में"},
                                               {state::published, "published", "प्रकाशित"},
                                               {state::unsettled, "cannot be settled", "तय नहीं हो सकता"},
                                               {state::not_answered, "not answered", "उत्तर नहीं देंगे"},
                                               {state::duplicate, "said before", "पहले कहा जा चुका"}}};

}  // namespace

Desk::Desk(Caller& caller, const services::Snapshot& snapshot)
    : caller_(caller),
      snapshot_(snapshot),
      evaluated_(std::make_unique<asking::Figures>(asking::FigureDesk{
          snapshot, caller.workspace(), caller.data_folder(), caller.today(),
          caller.access().may(Right::view_released_tables), caller.access().may(Right::view_field_counts)})),
      live_([this](const std::string& text) -> Result<boost::json::object> {
        BOOTHWISE_TRY(reference, asking::parse_reference(text));
        BOOTHWISE_TRY(figure, evaluated_->of(reference));
        return asking::figure_json(figure);
      }) {}

Desk::Desk(Caller& caller, const services::Snapshot& snapshot, LiveFigures figures)
    : caller_(caller), snapshot_(snapshot), live_(std::move(figures)) {}

Desk::~Desk() = default;

Result<std::string> Desk::data() const { return name_of_data(caller_.whole_store(), *snapshot_.manifest); }

Result<std::string> name_of_data(operations::Store& store, const warehouse::Manifest& manifest) {
  constexpr std::size_t digits = 20;
  BOOTHWISE_TRY(decided, operations::answers_version(store));
  return sha256(warehouse::write_manifest(manifest)).substr(0, digits) + "/" + std::to_string(decided);
}

Bilingual title_of_state(std::string_view state) {
  const auto* found = std::ranges::find(states, state, &StateWords::state);
  if (found == states.end()) return {std::string(state), std::string(state)};
  return {std::string(found->en), std::string(found->hi)};
}

Result<operations::Claim> claim_for(Caller& caller, Right right, const std::string& id) {
  BOOTHWISE_TRY(claim, operations::claim_by_id(caller.whole_store(), id));
  if (!claim || !caller.access().reaches(claim->path)) {
    return refused_field(ErrorKind::not_found, "claim_unknown", "claim",
                         {"there is no such claim", "ऐसा कोई दावा नहीं है"}, id);
  }
  // Writing and reviewing are held for the whole; seeing and noting at the claim's own unit.
  BOOTHWISE_CHECK(caller.access().permit(right, whole_only(right) ? whole_organisation : claim->path));
  return *claim;
}

Status keep_claim(Caller& caller, operations::Claim claim, std::string_view to_state, const Change& change,
                  const std::function<Status(operations::Store& inside)>& more) {
  const std::string from = claim.state;
  claim.state = to_state;
  claim.changed_at = caller.now();
  return caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(there, operations::change_claim(inside, claim, from));
    if (!there) {
      return Error{ErrorKind::conflict,
                   "claim_changed",
                   {"somebody else changed this claim meanwhile; look at it again",
                    "इस बीच किसी और ने यह दावा बदल दिया; इसे फिर देखें"}};
    }
    BOOTHWISE_CHECK(operations::add_claim_step(
        inside, claim,
        {change.kind, from, claim.state, change.text, caller.access().user(), caller.access().name(), caller.now()}));
    if (more) BOOTHWISE_CHECK(more(inside));
    return caller.note(inside, "claim." + change.kind, "claim:" + claim.id, claim.path,
                       {{"from", from}, {"to", claim.state}});
  });
}

std::string words_for_search(const operations::Claim& claim, const Card* card) {
  std::string words = services::folded_name(claim.text + " " + claim.said_by + " " + claim.said_where);
  if (card != nullptr) {
    for (const Bilingual& text : {card->headline, card->text}) {
      words += " " + services::folded_name(text.hi) + " " + services::folded_name(text.en);
    }
    for (const CardFigure& figure : card->figures) {
      words += " " + services::folded_name(text_of(figure.taken, "area").en);
    }
  }
  return words;
}

Error state_unfit(std::string_view state) {
  const Bilingual title = title_of_state(state);
  return refused_field(ErrorKind::conflict, "state_unfit", "state",
                       {"the claim is “" + title.en + "”: this cannot be done now",
                        "दावे की स्थिति “" + title.hi + "” है: अभी यह नहीं हो सकता"},
                       state);
}

}  // namespace boothwise::answers
