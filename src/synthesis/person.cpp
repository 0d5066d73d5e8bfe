#include "synthesis/person.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::synthesis {

namespace {

constexpr std::int32_t head_age_least = 20;
/// Heads of households by age from 20 on, in bands of five years; an assumption that gives the age bands of
/// docs/synthesis.md.
constexpr std::array<double, 14> head_bands = {4, 9, 13, 14, 14, 13, 11, 9, 6, 4, 2, 1, 0.6, 0.3};
constexpr std::size_t reach = 3;  // segments further on in the list that people cross to

enum Stream : std::uint64_t { people_stream = 1, crossing_stream = 2 };

DrawTable head_ages() {
  constexpr std::int32_t band_years = 5;
  std::vector<double> weights;
  for (const double band : head_bands) weights.insert(weights.end(), band_years, band / band_years);
  return DrawTable(weights);
}

bool is_woman(const Person& person) { return person.gender == Gender::female; }

}  // namespace

std::string_view code_of(Fate fate) {
  constexpr std::array<std::string_view, 7> codes = {"stays", "moves", "crosses", "leaves", "dies", "arrives", "ended"};
  return codes.at(static_cast<std::size_t>(fate));
}

HouseholdMaker::HouseholdMaker(const Vocabulary& vocabulary, const Settings& settings, std::size_t segments)
    : vocabulary_(vocabulary),
      settings_(settings),
      segments_(segments),
      random_(settings.seed),
      head_ages_(head_ages()),
      moves_(over_years(settings.life.households_move)),
      person_moves_(over_years(settings.life.persons_move)),
      crosses_(over_years(settings.life.households_cross)),
      leaves_(over_years(settings.life.persons_leave)),
      marries_(over_years(settings.life.women_marry)),
      receives_(over_years(settings.life.households_receive)) {
  for (std::size_t age = 0; age < death_.size(); ++age) {
    double lives = 1;
    for (std::int32_t year = 0; year < settings.years; ++year) {
      const double hazard = 0.0005 + 0.00003 * std::exp(0.1 * (static_cast<double>(age) + year));
      lives *= std::exp(-settings.life.death_scale * hazard);
    }
    death_.at(age) = 1 - lives;
  }
}

double HouseholdMaker::over_years(double a_year) const { return 1 - std::pow(1 - a_year, settings_.years); }

Crossing HouseholdMaker::crossing(AcNo ac, std::size_t segment, std::uint32_t household) const {
  RandomStream random = random_.of(static_cast<std::uint64_t>(ac.value)).of(household).of(crossing_stream);
  if (!happens(random, crosses_)) return {};
  Crossing made;
  const double kind = random.uniform();
  made.kind = kind < 0.4 ? Crossing::Kind::all : kind < 0.8 ? Crossing::Kind::one : Crossing::Kind::again;
  const std::size_t step = 1 + below(random, reach);
  made.segment = (segment + step) % segments_;
  made.key = random.next();
  // Round a short list they come home: then they go where nothing is made up.
  if (step >= segments_) made.segment = Crossing::outside;
  return made;
}

/// One household while it is made.
class HouseholdInTheMaking {
 public:
  HouseholdInTheMaking(const HouseholdMaker& maker, AcNo ac, std::uint32_t household, std::uint32_t households,
                       std::vector<Person>& people)
      : maker_(maker),
        vocabulary_(maker.vocabulary_),
        settings_(maker.settings_),
        random_(maker.random_.of(static_cast<std::uint64_t>(ac.value)).of(household).of(people_stream)),
        ac_(ac),
        household_(household),
        households_(households),
        people_(people),
        first_(people.size()),
        family_(vocabulary_.draw_family(random_)),
        second_(vocabulary_.draw_second(family_, true, random_)) {}

  void make(const Crossing& crossing) {
    const auto age = head_age_least + static_cast<std::int32_t>(maker_.head_ages_.draw(random_));
    const Name grandfather = name(true);
    constexpr double women_lead = 0.12;
    constexpr std::int32_t widow_least = 30;
    if (age >= widow_least && happens(random_, women_lead)) {
      const Name husband = name(true);
      add(Gender::female, age, RelationType::husband, husband, name(false));
      add_children(age, husband);
    } else {
      const Name head = name(true);
      add(Gender::male, age, RelationType::father, grandfather, head);
      add_parents(age, grandfather);
      const std::int32_t wife_age = add_wife(age, head, age < 24 ? 0.4 : age < 60 ? 0.92 : 0.74);
      add_children(wife_age, head);
      if (age < 50 && happens(random_, 0.14)) add_son(age - between(random_, 1, 6), grandfather, 1);
    }
    for (std::size_t i = first_; i < people_.size(); ++i) decide(people_[i]);
    add_ended(grandfather);
    add_arrival(grandfather);
    tie(crossing);
  }

 private:
  [[nodiscard]] std::uint32_t members() const { return static_cast<std::uint32_t>(people_.size() - first_); }

  Name name(bool man) {
    Name made;
    constexpr double has_first = 0.2;
    if (man && happens(random_, has_first)) {
      const WordNo word = vocabulary_.draw_first(family_, random_);
      if (word != Vocabulary::nothing) made.add(word);
    }
    made.add(given(man));
    const double second = random_.uniform();
    if (man) {
      if (second < 0.72) {
        made.add(second_);
      } else if (second < 0.86) {
        made.add(vocabulary_.draw_second(family_, true, random_));
      }
    } else if (second < 0.84) {
      made.add(vocabulary_.draw_second(family_, false, random_));
    }
    return made;
  }

  /// A given name that nobody at home has yet, if three draws find one.
  WordNo given(bool man) {
    WordNo word = vocabulary_.draw_given(family_, man, random_);
    for (int again = 0; again < 2 && is_taken(word); ++again) word = vocabulary_.draw_given(family_, man, random_);
    return word;
  }
  [[nodiscard]] bool is_taken(WordNo word) const {
    return std::any_of(people_.begin() + static_cast<std::ptrdiff_t>(first_), people_.end(), [&](const Person& person) {
      return std::find(person.name.words.begin(), person.name.words.begin() + person.name.count, word) !=
             person.name.words.begin() + person.name.count;
    });
  }

  Person* add(Gender gender, std::int32_t age, RelationType type, const Name& relation, const Name& own) {
    constexpr std::int32_t age_greatest = 103;
    if (members() >= members_most || age + settings_.years < age_least || age > age_greatest) return nullptr;
    Person& person = people_.emplace_back();
    person.entity = entity_id(ac_, household_, members() - 1);
    person.household = household_;
    person.gender = happens(random_, 0.00003) ? Gender::third : gender;
    person.age = static_cast<std::int8_t>(age);
    person.stated_age = person.age;
    constexpr std::int32_t heaped_from = 30;
    if (age > heaped_from && happens(random_, settings_.errors.age_heaped)) {
      person.stated_age = static_cast<std::int8_t>((age + 2) / 5 * 5);
    }
    person.name = person.later_name = own;
    person.relation = person.later_relation = relation;
    person.relation_type = person.later_relation_type = odd_relation(type);
    return &person;
  }

  /// Now and then a mother, a guru or another relative stands beside the name.
  RelationType odd_relation(RelationType type) {
    const double odd = random_.uniform();
    if (type != RelationType::father || odd > 0.013) return type;
    if (odd < 0.010) return RelationType::mother;
    return odd < 0.0005 + 0.010 ? RelationType::guru : RelationType::other;
  }

  /// Her age, whether she is there or not.
  std::int32_t add_wife(std::int32_t age, const Name& husband, double is_there) {
    const std::int32_t wife_age = std::max(age_least_of_wives, age - between(random_, -1, 7));
    if (happens(random_, is_there)) add(Gender::female, wife_age, RelationType::husband, husband, name(false));
    return wife_age;
  }

  void add_parents(std::int32_t age, const Name& father) {
    const auto alive = [](std::int32_t years) { return years < 60 ? 0.9 : years < 70 ? 0.7 : years < 80 ? 0.4 : 0.15; };
    const std::int32_t father_age = age + between(random_, 20, 30);
    const std::int32_t mother_age = father_age - between(random_, 0, 6);
    if (happens(random_, 0.30 * alive(father_age)))
      add(Gender::male, father_age, RelationType::father, name(true), father);
    if (happens(random_, 0.42 * alive(mother_age))) {
      add(Gender::female, mother_age, RelationType::husband, father, name(false));
    }
  }

  void add_children(std::int32_t mother_age, const Name& father) {
    std::int32_t age = mother_age - between(random_, 19, 25);
    for (std::int32_t child = between(random_, 1, 5); child > 0 && age + settings_.years >= age_least; --child) {
      if (happens(random_, 0.52)) {
        add_son(age, father, age < 25 ? 0.92 : age < 35 ? 0.62 : 0.22);
      } else if (happens(random_, age < 20 ? 0.92 : age < 23 ? 0.62 : age < 27 ? 0.25 : 0.05)) {
        add(Gender::female, age, RelationType::father, father, name(false));
      }
      age -= between(random_, 1, 4);
    }
  }

  void add_son(std::int32_t age, const Name& father, double is_there) {
    if (!happens(random_, is_there)) return;
    const Name own = name(true);
    if (add(Gender::male, age, RelationType::father, father, own) == nullptr) return;
    const double married = age < 21 ? 0.03 : age < 25 ? 0.28 : age < 30 ? 0.65 : 0.86;
    if (happens(random_, married)) add_wife(age, own, 1);
  }

  /// Which rolls they are on, and what becomes of them.
  void decide(Person& person) {
    const EnrolmentRates& enrolment = settings_.enrolment;
    const double usual = is_woman(person) ? enrolment.women : enrolment.men;
    const std::int32_t later_age = person.age + settings_.years;
    constexpr std::int32_t first_years_end = 20;
    const double listed = person.age < age_least ? 0 : person.age < first_years_end ? enrolment.first_years : usual;
    person.listed = happens(random_, listed);
    const double registers = person.listed                 ? 1
                             : later_age < first_years_end ? enrolment.first_years
                             : person.age < age_least      ? usual
                                                           : enrolment.late;
    person.registers = happens(random_, registers);
    if (happens(random_, maker_.death_.at(static_cast<std::size_t>(person.age)))) {
      person.fate = Fate::dies;
    } else if (may_marry(person) && happens(random_, maker_.marries_)) {
      marry(person);
    } else if (happens(random_, maker_.person_moves_)) {
      move(person);
    } else if (happens(random_, maker_.leaves_)) {
      person.fate = Fate::leaves;
    }
  }

  [[nodiscard]] bool may_marry(const Person& person) const {
    constexpr std::int32_t youngest = 18;
    constexpr std::int32_t oldest = 28;
    return is_woman(person) && person.relation_type == RelationType::father &&
           person.age + settings_.years > youngest && person.age <= oldest;
  }

  void marry(Person& person) {
    if (happens(random_, settings_.life.marry_elsewhere)) {
      person.fate = Fate::leaves;
      return;
    }
    move(person);
    person.later_relation_type = RelationType::husband;
    person.later_relation = name(true);
    if (person.name.count > 1 && happens(random_, 0.4)) {
      person.later_name.words.at(person.name.count - 1U) = vocabulary_.draw_second(family_, false, random_);
    }
  }

  void move(Person& person) {
    person.fate = Fate::moves;
    person.to_household = static_cast<std::uint32_t>(below(random_, households_));
  }

  void add_ended(const Name& father) {
    if (!happens(random_, settings_.keeping.struck_before)) return;
    Person* person = add(happens(random_, 0.5) ? Gender::male : Gender::female, between(random_, 30, 95),
                         RelationType::father, father, name(true));
    if (person == nullptr) return;
    if (is_woman(*person)) person->name = person->later_name = name(false);
    person->fate = Fate::ended;
    person->listed = true;
  }

  /// Mostly a bride.
  void add_arrival(const Name& father) {
    if (!happens(random_, maker_.receives_)) return;
    constexpr double brides = 0.7;
    const bool bride = happens(random_, brides);
    const std::int32_t later_age = bride ? between(random_, 19, 29) : between(random_, 20, 60);
    Person* person =
        add(bride ? Gender::female : Gender::male, later_age - settings_.years,
            bride ? RelationType::husband : RelationType::father, bride ? name(true) : father, name(!bride));
    if (person == nullptr) return;
    person->fate = Fate::arrives;
    person->registers = true;
  }

  /// Those who go together, and those who cross over.
  void tie(const Crossing& crossing) {
    const bool outside = crossing.kind != Crossing::Kind::none && crossing.segment == Crossing::outside;
    const bool together = happens(random_, maker_.moves_);
    const auto house = static_cast<std::uint32_t>(below(random_, households_));
    const std::size_t one = first_ + below(random_, std::max<std::size_t>(1, members()));
    for (std::size_t i = first_; i < people_.size(); ++i) {
      Person& person = people_[i];
      if (person.fate == Fate::dies || person.fate == Fate::ended || person.fate == Fate::arrives) continue;
      if (crossing.kind == Crossing::Kind::all || (crossing.kind == Crossing::Kind::one && i == one)) {
        person.fate = outside ? Fate::leaves : Fate::crosses;
      } else if (crossing.kind == Crossing::Kind::again && i == one) {
        person.again_across = !outside && person.fate == Fate::stays && person.registers;
      } else if (together && person.fate == Fate::stays) {
        person.fate = Fate::moves;
        person.to_household = house;
      }
    }
  }

  static constexpr std::int32_t age_least_of_wives = 18;

  const HouseholdMaker& maker_;
  const Vocabulary& vocabulary_;
  const Settings& settings_;
  RandomStream random_;
  AcNo ac_;
  std::uint32_t household_;
  std::uint32_t households_;
  std::vector<Person>& people_;
  std::size_t first_;
  std::size_t family_;
  WordNo second_;
};

void HouseholdMaker::make(AcNo ac, std::uint32_t household, std::uint32_t households, const Crossing& crossing,
                          std::vector<Person>& people) const {
  HouseholdInTheMaking(*this, ac, household, households, people).make(crossing);
}

}  // namespace boothwise::synthesis
