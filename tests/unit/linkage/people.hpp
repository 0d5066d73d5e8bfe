#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "linkage/link.hpp"
#include "linkage/propose.hpp"

namespace boothwise::linkage::test {

/// Columns of the made-up rolls below.
inline const std::vector<std::string>& roll_columns() {
  static const std::vector<std::string> columns{"name", "rel_type", "rel_name", "house_no", "age", "gender"};
  return columns;
}

struct Record {
  std::vector<std::string> cells;
  std::size_t person = 0;
};

/// Made-up households in two revisions: some people leave, some come, spelling and age vary.
class People {
 public:
  explicit People(std::uint64_t seed) : random_(seed) {}

  std::vector<Record> revision(std::size_t households) {
    std::vector<Record> records;
    for (std::size_t house = 0; house < households; ++house) {
      const std::string head = name();
      const std::string house_no = std::to_string(1 + house % 97);
      const std::size_t size = 1 + static_cast<std::size_t>(random_.uniform() * 4);
      for (std::size_t member = 0; member < size; ++member) {
        const bool woman = random_.uniform() < 0.5;
        const std::string age = std::to_string(18 + static_cast<int>(random_.uniform() * 60));
        records.push_back({{name(), woman ? "H" : "F", head, house_no, age, woman ? "F" : "M"}, next_person_++});
      }
    }
    return records;
  }

  /// The same people three years later, a tenth gone, one field of every fourth changed.
  std::vector<Record> later(const std::vector<Record>& earlier) {
    std::vector<Record> records;
    for (const Record& before : earlier) {
      if (random_.uniform() < 0.1) continue;
      Record record = before;
      record.cells[4] = std::to_string(std::stoi(before.cells[4]) + 3 + (random_.uniform() < 0.2 ? 1 : 0));
      if (random_.uniform() < 0.15) record.cells[0] = misspelt(record.cells[0]);
      if (random_.uniform() < 0.1) record.cells[2] = misspelt(record.cells[2]);
      records.push_back(record);
    }
    return records;
  }

 private:
  std::string name() { return word() + " " + word(); }

  std::string word() {
    constexpr std::string_view consonants = "bdgjklmnprstv";
    constexpr std::string_view vowels = "aeiou";
    std::string text;
    for (int syllable = 0; syllable < 3; ++syllable) {
      text += consonants[static_cast<std::size_t>(random_.uniform() * consonants.size())];
      text += vowels[static_cast<std::size_t>(random_.uniform() * vowels.size())];
    }
    return text;
  }

  std::string misspelt(std::string text) {
    text[static_cast<std::size_t>(random_.uniform() * static_cast<double>(text.size()))] = 'a';
    return text;
  }

  RandomStream random_;
  std::size_t next_person_ = 0;
};

/// Two tables, or one, made ready as the services do it.
struct Job {
  Words words;
  Prepared prepared;
  Settings settings;
  std::vector<std::size_t> persons;  // by record

  Job(const std::vector<Record>& left, const std::vector<Record>* right, std::uint64_t block_pairs_max = 20'000'000) {
    const std::vector<std::string>& columns = roll_columns();
    Table table(columns.size());
    add(table, left);
    if (right != nullptr) {
      table.end_left();
      add(table, *right);
    }
    table.flush();
    block_pairs_max_ = block_pairs_max;
    settings.columns = columns;
    settings.comparisons = propose_comparisons(table, columns);
    prepared = prepare(std::move(table), settings.comparisons, words);
    for (std::size_t at = 0; at < settings.comparisons.size(); ++at) {
      if (settings.comparisons[at].as != CompareAs::number) continue;
      settings.comparisons[at].shift = prepared.comparisons[at].shift = propose_shift(prepared, at);
    }
    settings.blocking = propose_blocking(prepared, 500'000, block_pairs_max, 1).rules;
  }

  Linked run(unsigned threads) {
    NoProgress quiet;
    const Resources resources{threads, block_pairs_max_};
    const Learned learned = *learn(prepared, settings, resources, quiet);
    return *link(prepared, settings, learned.model, resources, quiet);
  }

 private:
  std::uint64_t block_pairs_max_ = 0;

  void add(Table& table, const std::vector<Record>& records) {
    for (const Record& record : records) {
      const std::vector<std::string_view> cells(record.cells.begin(), record.cells.end());
      table.add(cells);
      persons.push_back(record.person);
    }
  }
};

}  // namespace boothwise::linkage::test
