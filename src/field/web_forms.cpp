#include "field/web_forms.hpp"

#include "field/households.hpp"

#include <boost/json.hpp>

namespace boothwise::field {

namespace json = boost::json;

json::value booth_of(const operations::Device& device) {
  if (!device.ac || device.part.empty()) return nullptr;
  return json::object{{"ac_no", *device.ac}, {"part", device.part}};
}

Result<json::object> web_start_view(const FieldDoor& door, const operations::Device& device) {
  BOOTHWISE_TRY(houses, households(door, device));
  json::array list;
  for (const House& house : houses) {
    list.push_back(json::object{{"section", house.section}, {"number", house.house_no}, {"electors", house.electors}});
  }
  return json::object{{"title", device.title}, {"unit", booth_of(device)}, {"households", std::move(list)}};
}

}  // namespace boothwise::field
