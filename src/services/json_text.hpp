#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>

namespace boothwise::services {

/// A view as JSON text (RFC 8259), the same for API and command line. Fractions and points are rounded to six decimals
/// and written without exponent where that is shorter; members keep their order. Numbers that JSON cannot hold are
/// null.
std::string json_text(const boost::json::value& value);
std::string json_text(const boost::json::object& object);

}  // namespace boothwise::services
