#include "services/relinking.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <sstream>
#include <sys/stat.h>

#include "base/atomic_file.hpp"
#include "base/random.hpp"
#include "linkage/clusters.hpp"
#include "linkage/link.hpp"
#include "services/kept_links.hpp"
#include "services/linking.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;

/// Made-up people, some of them twice and spelt otherwise the second time; ids count up from 1.
class Roll {
 public:
  explicit Roll(std::uint64_t seed) : random_(seed) {}

  /// A record as the file has it, without its id.
  std::string person() {
    if (!people_.empty() && random_.uniform() < 0.3) return again(people_[below(people_.size())]);
    people_.push_back({word() + " " + word(), word() + " " + word(), 18 + below(60), below(40), below(2)});
    return line(people_.back());
  }
  std::size_t below(std::size_t size) {
    return static_cast<std::size_t>(random_.uniform() * static_cast<double>(size));
  }

 private:
  struct Person {
    std::string name;
    std::string father;
    std::size_t age = 0;
    std::size_t house = 0;
    std::size_t sex = 0;
  };
  std::string word() {
    static const std::vector<std::string> parts{"ra", "ma", "shi", "la", "go", "pi",
                                                "ka", "su", "ni",  "de", "vi", "jo"};
    return parts[below(parts.size())] + parts[below(parts.size())] + parts[below(parts.size())];
  }
  std::string again(Person person) {
    if (random_.uniform() < 0.4) person.name[below(person.name.size())] = 'a';
    return line(person);
  }
  static std::string line(const Person& person) {
    return person.name + ",F," + person.father + "," + std::to_string(1 + person.house) + "," +
           std::to_string(person.age) + "," + (person.sex == 0 ? "M" : "F");
  }

  RandomStream random_;
  std::vector<Person> people_;
};

constexpr const char* header = "id,name,rel_type,rel_name,house_no,age,gender\n";

class Relink : public testing::Test {
 protected:
  /// Makes a state of so many records.
  void make(Roll& roll, std::size_t size) {
    std::string text = header;
    for (std::size_t at = 0; at < size; ++at) text += std::to_string(++last_id) + "," + roll.person() + "\n";
    folder.write("base.csv", text);
    LinkJob job;
    job.left = folder.path() / "base.csv";
    job.id = "id";
    job.out = folder.path() / "clusters.csv";
    job.state = state();
    const auto report = link_files(job, quiet);
    ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  }

  Result<RelinkReport> relink(const std::string& added, const std::string& removed, const std::string& out) {
    RelinkJob job;
    job.state = state();
    if (!added.empty()) job.added = folder.write("added.csv", header + added);
    if (!removed.empty()) job.removed = folder.write("removed.csv", "id\n" + removed);
    job.out = folder.path() / out;
    job.resources.threads = 2;
    return services::relink(job, quiet);
  }

  /// Which records share a cluster, whatever it is called.
  std::set<std::set<std::string>> groups(const std::string& out) {
    std::map<std::string, std::set<std::string>> by_cluster;
    for (const auto& [id, cluster] : clusters(out)) by_cluster[cluster].insert(id);
    std::set<std::set<std::string>> all;
    for (const auto& [cluster, members] : by_cluster) all.insert(members);
    return all;
  }
  std::map<std::string, std::string> clusters(const std::string& out) {
    std::istringstream lines(*read_file(folder.path() / out));
    std::string line;
    std::getline(lines, line);
    std::map<std::string, std::string> of;
    while (std::getline(lines, line)) of[line.substr(0, line.find(','))] = line.substr(line.find(',') + 1);
    return of;
  }
  [[nodiscard]] fs::path state() const { return folder.path() / "state"; }

  test::TemporaryFolder folder;
  NoProgress quiet;
  std::size_t last_id = 0;
};

/// All pairs of the state's records compared anew with its model, and clustered.
std::set<std::set<std::string>> linked_anew(const fs::path& state) {
  const KeptLinks links = *read_kept_links(state);
  NoProgress quiet;
  const linkage::Settings& how = links.used.settings;
  const auto linked = linkage::link(links.kept.prepared, how, *links.used.model, {}, quiet, links.kept.decisions);
  linkage::ClusterRules rules;
  rules.probability_least = how.probability_least;
  const auto clusters =
      linkage::clusters_of(linked->links, linked->uncertain, links.kept.prepared.records, rules, links.kept.decisions);
  std::map<linkage::RecordNo, std::set<std::string>> by_cluster;
  for (linkage::RecordNo record = 0; record < clusters.size(); ++record) {
    if (links.kept.is_there(record)) by_cluster[clusters[record]].insert(links.ids.text(record));
  }
  std::set<std::set<std::string>> all;
  for (const auto& [cluster, members] : by_cluster) all.insert(members);
  return all;
}

TEST_F(Relink, OfRandomEditsIsWhatLinkingEverythingAnewIs) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    Roll roll(seed);
    last_id = 0;
    make(roll, 400);
    for (int round = 0; round < 5; ++round) {
      std::set<std::size_t> removed;
      for (std::size_t at = roll.below(8); at > 0; --at) removed.insert(1 + roll.below(200));
      std::set<std::size_t> changed;
      for (std::size_t at = roll.below(8); at > 0; --at) changed.insert(201 + roll.below(200));
      const auto before = clusters(round == 0 ? "clusters.csv" : "again.csv");
      std::string gone;
      for (const std::size_t id : removed) gone += before.contains(std::to_string(id)) ? std::to_string(id) + "\n" : "";
      std::string added;
      for (const std::size_t id : changed) added += std::to_string(id) + "," + roll.person() + "\n";
      for (std::size_t at = roll.below(30); at > 0; --at)
        added += std::to_string(++last_id) + "," + roll.person() + "\n";
      const auto report = relink(added, gone, "again.csv");
      ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
      EXPECT_EQ(groups("again.csv"), linked_anew(state())) << "seed " << seed << ", round " << round;
    }
  }
}

/// Random increments one after another, of any size, also such as bring back who was removed or take away who has
/// just come; now and then the state is written anew between two of them.
TEST_F(Relink, OfAnyIncrementsOneAfterAnotherIsWhatLinkingEverythingAnewIs) {
  for (std::uint64_t seed = 100; seed < 112; ++seed) {
    Roll roll(seed);
    last_id = 0;
    make(roll, 150);
    std::set<std::size_t> there;
    for (std::size_t id = 1; id <= last_id; ++id) there.insert(id);
    for (std::size_t increments = 2 + roll.below(5); increments > 0; --increments) {
      std::set<std::size_t> gone;
      std::set<std::size_t> came;
      for (std::size_t changes = roll.below(25); changes > 0; --changes) {
        const std::size_t id = 1 + roll.below(last_id + 5);
        (there.contains(id) && roll.below(3) == 0 ? gone : came).insert(id);
      }
      std::string added;
      for (const std::size_t id : came) added += std::to_string(id) + "," + roll.person() + "\n";
      std::string removed;
      for (const std::size_t id : gone) removed += std::to_string(id) + "\n";
      const auto report = relink(added, removed, "again.csv");
      ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
      there.insert(came.begin(), came.end());
      for (const std::size_t id : gone) there.erase(id);
      last_id = std::max(last_id, *there.rbegin());
      EXPECT_EQ(report->records, there.size());
      EXPECT_EQ(groups("again.csv"), linked_anew(state())) << "seed " << seed;
    }
  }
}

TEST_F(Relink, KeepsIdsAndTellsWhatItDid) {
  Roll roll(7);
  make(roll, 300);
  const auto before = clusters("clusters.csv");
  const auto report =
      relink("301,Brand New,F,Nobody Else,99,40,M\n5,Other Name,F,Other Father,98,70,F\n", "9\n", "next.csv");
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_EQ(report->added, 1U);
  EXPECT_EQ(report->changed, 1U);
  EXPECT_EQ(report->removed, 1U);
  EXPECT_EQ(report->records, 300U);
  const auto after = clusters("next.csv");
  EXPECT_FALSE(after.contains("9"));
  std::size_t same = 0;
  for (const auto& [id, cluster] : after) same += before.contains(id) && before.at(id) == cluster ? 1 : 0;
  EXPECT_GE(same, 295U);
  for (const auto& [id, cluster] : before) EXPECT_NE(cluster, after.at("301"));
  // Once more the same: nothing changes.
  const auto again = relink("301,Brand New,F,Nobody Else,99,40,M\n", "", "last.csv");
  EXPECT_EQ(again->unchanged, 1U);
  EXPECT_EQ(clusters("last.csv"), after);
}

TEST_F(Relink, WritesTheStateAnewWhenMuchHasChanged) {
  Roll roll(8);
  make(roll, 100);
  fs::path changes = state();
  changes += ".changes";
  ASSERT_TRUE(relink(std::to_string(++last_id) + "," + roll.person() + "\n", "", "a.csv").ok());
  EXPECT_TRUE(fs::exists(changes));
  std::string many;
  for (int at = 0; at < 30; ++at) many += std::to_string(++last_id) + "," + roll.person() + "\n";
  ASSERT_TRUE(relink(many, "3\n", "b.csv").ok());
  EXPECT_FALSE(fs::exists(changes));
  EXPECT_EQ(groups("b.csv"), linked_anew(state()));
}

TEST_F(Relink, IsForItsOwnerOnlyAndRefusesWhatIsDamaged) {
  Roll roll(9);
  make(roll, 60);
  struct stat found {};
  ASSERT_EQ(::stat(state().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  const std::string whole = *read_file(state());
  for (const std::size_t at : {std::size_t{0}, std::size_t{12}, std::size_t{30}, whole.size() / 2, whole.size() - 1}) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    ASSERT_TRUE(write_file_atomically(state(), damaged).ok());
    const auto refused = relink("", "1\n", "x.csv");
    ASSERT_FALSE(refused.ok()) << at;
    EXPECT_TRUE(refused.error().code == "state_malformed" || refused.error().code == "state_version") << at;
    EXPECT_FALSE(fs::exists(folder.path() / "x.csv"));
  }
  ASSERT_TRUE(write_file_atomically(state(), whole.substr(0, whole.size() / 3)).ok());
  EXPECT_EQ(relink("", "1\n", "x.csv").error().code, "state_malformed");
}

TEST_F(Relink, SaysOfAnOlderStateThatItIsToBeMadeAnew) {
  Roll roll(11);
  make(roll, 60);
  std::string older = *read_file(state());
  older[7] = '1';
  ASSERT_TRUE(write_file_atomically(state(), older).ok());
  EXPECT_EQ(relink("", "1\n", "x.csv").error().code, "state_version");
  EXPECT_EQ(*read_file(state()), older);
}

TEST_F(Relink, GoesOnFromTheOldStateWhereTheNextOneWasNotFinished) {
  Roll roll(12);
  make(roll, 100);
  const std::string old = *read_file(state());
  fs::path changes = state();
  changes += ".changes";
  ASSERT_TRUE(relink(std::to_string(++last_id) + "," + roll.person() + "\n", "", "a.csv").ok());
  const std::string beside = *read_file(changes);
  std::string many;
  for (int at = 0; at < 30; ++at) many += std::to_string(++last_id) + "," + roll.person() + "\n";
  ASSERT_TRUE(relink(many, "3\n", "b.csv").ok());
  const auto expected = groups("b.csv");
  // Killed after the state was written anew, but before its changes were taken away: they are passed over.
  ASSERT_TRUE(write_file_atomically(changes, beside).ok());
  ASSERT_TRUE(relink("", "", "c.csv").ok());
  EXPECT_EQ(groups("c.csv"), expected);
  // Killed while it was written: what is there is the old one, with a piece of the next beside it.
  ASSERT_TRUE(write_file_atomically(state(), old).ok());
  ASSERT_TRUE(write_file_atomically(changes, beside).ok());
  folder.write("state.99999999.tmp", old.substr(0, old.size() / 2));
  ASSERT_TRUE(relink(many, "3\n", "d.csv").ok());
  EXPECT_EQ(groups("d.csv"), expected);
}

TEST_F(Relink, RefusesWhatItDoesNotKnow) {
  Roll roll(10);
  make(roll, 60);
  EXPECT_EQ(relink("", "999\n", "x.csv").error().code, "record_unknown");
  EXPECT_EQ(relink("70,A,F,B,1,20,M\n70,C,F,D,2,30,F\n", "", "x.csv").error().code, "id_repeated");
  EXPECT_EQ(relink(",A,F,B,1,20,M\n", "", "x.csv").error().code, "id_missing");
  EXPECT_EQ(relink("", "1\n", "x.txt").error().code, "output_ending");
}

}  // namespace
}  // namespace boothwise::services
