#include "operations/booth_agents.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

BoothAgent bare_agent_of(const Row& row) {
  BoothAgent agent;
  agent.id = row.text(0);
  agent.person = row.text(1);
  agent.path = UnitPath{row.text(2)};
  agent.ac = AcNo(static_cast<std::int32_t>(row.integer(3)));
  agent.part = row.text(4);
  agent.elector_part = row.text(5);
  agent.elector_serial = row.integer_or_none(6);
  agent.bla1_by = row.text(7);
  agent.bla2_on = row.text(8);
  agent.note = row.text(9);
  agent.from_day = row.text(10);
  agent.to_day = row.text(11);
  return agent;
}

BoothAgent agent_of(const Row& row) {
  BoothAgent agent = bare_agent_of(row);
  agent.person_name = row.text(12);
  return agent;
}

}  // namespace

Status add_agent(Store& inside, const BoothAgent& agent, const NotedBy& noted) {
  return add_agents(inside, std::span(&agent, 1), noted);
}

Status add_agents(Store& inside, std::span<const BoothAgent> agents, const NotedBy& noted) {
  const auto values_of = [&noted](const BoothAgent& agent) -> Parameters {
    return {{"agent", agent.id},
            {"person", agent.person},
            {"path", agent.path.text},
            {"ac", std::int64_t{agent.ac.value}},
            {"part", agent.part},
            {"elector_part", agent.elector_part},
            {"elector_serial", value_or_null(agent.elector_serial)},
            {"bla1_by", agent.bla1_by},
            {"bla2_on", agent.bla2_on},
            {"note", agent.note},
            {"from_day", agent.from_day},
            {"to_day", text_or_null(agent.to_day)},
            {"by", noted.by},
            {"at", noted.at}};
  };
  return change_by_each(inside, sql::add_agent, agents, values_of,
                        [](const BoothAgent& agent) { return std::to_string(agent.ac.value) + "/" + agent.part; });
}

Status end_agent(Store& inside, const std::string& agent, const std::string& day) {
  BOOTHWISE_TRY(changed, inside.change(sql::end_agent, {{"agent", agent}, {"day", day}}));
  if (changed == 1) return success();
  return Error{ErrorKind::conflict,
               "agent_ended",
               {"this agent's appointment has ended", "इस एजेंट की नियुक्ति समाप्त हो चुकी है"},
               {{}, 0, {}, agent}};
}

Status set_agent_path(Store& inside, const std::string& agent, const UnitPath& path) {
  BOOTHWISE_CHECK(inside.change(sql::set_agent_path, {{"agent", agent}, {"path", path.text}}));
  return success();
}

Result<std::optional<BoothAgent>> agent_by_id(Store& store, const std::string& agent) {
  return first_of(store, sql::agent_by_id, {{"agent", agent}}, agent_of);
}

Result<std::vector<BoothAgent>> agents_of_part(Store& store, AcNo ac, const std::string& part) {
  return list_of(store, sql::agents_of_part, {{"ac", std::int64_t{ac.value}}, {"part", part}}, agent_of);
}

Result<std::vector<BoothAgent>> agents_of_person(Store& store, const std::string& person) {
  return list_of(store, sql::agents_of_person, {{"person", person}}, agent_of);
}

Result<std::vector<BoothAgent>> all_agents(Store& store) { return list_of(store, sql::all_agents, {}, bare_agent_of); }

Result<std::vector<BoothAgent>> agents_within(Store& store, const UnitPath& below, const std::string& after,
                                              std::int64_t most) {
  std::string after_path;
  if (!after.empty()) {
    BOOTHWISE_TRY(one, agent_by_id(store, after));
    if (!one) return unknown("agent_unknown", after, {"no such agent is here", "ऐसा कोई एजेंट यहाँ नहीं"});
    after_path = one->path.text;
  }
  const std::string from = cursor_within(below, after_path);
  const Parameters parameters{
      {"path", from}, {"path_end", below.end()}, {"after_path", from}, {"after_agent", after}, {"most", most}};
  return list_of(store, sql::agents_within, parameters, agent_of);
}

Result<std::int64_t> count_agents(Store& store, const UnitPath& below) {
  return first_integer(store, sql::count_agents, within(below));
}

Result<std::vector<BoothAgent>> agent_parts(Store& store, AcNo ac) {
  return list_of(store, sql::agent_parts_of_segment, {{"ac", std::int64_t{ac.value}}}, [&](const Row& row) {
    BoothAgent agent;
    agent.ac = ac;
    agent.part = row.text(0);
    agent.id = row.text(1);
    agent.path = UnitPath{row.text(2)};
    return agent;
  });
}

}  // namespace boothwise::operations
