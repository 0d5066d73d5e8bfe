#pragma once

#include "operations/store.hpp"

#include <gtest/gtest.h>
#include <string>

namespace boothwise::test {

/// A state, a region, two districts with two mandals each, a shakti kendra in each mandal, and booths: unit numbers are
/// made of their place, so that tests can name them. Mandal m (1 to 4) is unit 10 + m, its shakti kendra 20 + m, its
/// booths 100 m + 1 … Booth b of mandal m is part b of segment m.
class SmallOrganisation {
 public:
  explicit SmallOrganisation(operations::Store& store, int booths = 3) : store_(store) {
    int place = 0;
    for (const char* level : {"state", "region", "district", "mandal", "shakti_kendra", "booth"}) {
      must("INSERT INTO levels (level_code, place_in_tree, name_en, name_hi, head_en, head_hi) VALUES ('" +
           std::string(level) + "', " + std::to_string(place++) + ", '" + level + "', '" + level + "', '', '')");
    }
    unit(1, 0, "1.", "state");
    unit(2, 1, "1.2.", "region");
    for (int m = 1; m <= 4; ++m) {
      const int district = m <= 2 ? 3 : 4;
      if (m % 2 == 1) unit(district, 2, "1.2." + std::to_string(district) + ".", "district");
      unit(10 + m, district, mandal(m), "mandal");
      unit(20 + m, 10 + m, kendra(m), "shakti_kendra");
      for (int b = 1; b <= booths; ++b) {
        unit(100 * m + b, 20 + m, booth(m, b), "booth");
        must("INSERT INTO unit_places (unit_id, path, kind, place_no, part) VALUES (" + std::to_string(100 * m + b) +
             ", '" + booth(m, b) + "', 'part', " + std::to_string(m) + ", '" + std::to_string(b) + "')");
      }
    }
  }

  static std::string mandal(int m) { return std::string(m <= 2 ? "1.2.3." : "1.2.4.") + std::to_string(10 + m) + "."; }
  static std::string kendra(int m) { return mandal(m) + std::to_string(20 + m) + "."; }
  static std::string booth(int m, int b) { return kendra(m) + std::to_string(100 * m + b) + "."; }

  /// A person who belongs to a unit; her id is her name.
  void person(const std::string& name, std::int64_t unit, const std::string& path, const std::string& languages = "hi",
              int home_ac = 0) {
    must(
        "INSERT INTO people (person_id, unit_id, path, name, folded, languages, home_ac, noted_at, synthetic) VALUES "
        "('" +
        name + "', " + std::to_string(unit) + ", '" + path + "', '" + name + "', '', '" + languages + "', " +
        (home_ac == 0 ? "NULL" : std::to_string(home_ac)) + ", 0, 1)");
  }

 private:
  void unit(int id, int parent, const std::string& path, const std::string& level) {
    must(
        "INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, folded, opened_on, has_head, "
        "synthetic) VALUES "
        "(" +
        std::to_string(id) + ", " + (parent == 0 ? "NULL" : std::to_string(parent)) + ", '" + path + "', '" + level +
        "', 'u" + std::to_string(id) + "', 'Unit " + std::to_string(id) + "', 'इकाई " + std::to_string(id) +
        "', '', '2026-01-01', 0, 1)");
  }
  void must(const std::string& sql) {
    const auto done = store_.change(sql);
    ASSERT_TRUE(done.ok()) << sql << ": " << done.error().line(Language::english);
  }

  operations::Store& store_;
};

}  // namespace boothwise::test
