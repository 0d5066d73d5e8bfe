// Two rolls of a segment with invented people: some leave, some come, one part loses half, one person stands twice, and a few come back
// with other letters, another house and no card number, so that nobody but a person can tell.

const GIVEN = ['राम', 'श्याम', 'मोहन', 'सीता', 'गीता', 'राधा', 'कमल', 'विमल', 'सुनील', 'अनिल', 'रेखा', 'सुमन', 'दिनेश', 'महेश', 'उषा', 'आशा'];
const SECOND = ['प्रकाश', 'कुमारी', 'चन्द्र', 'लाल', 'रानी', 'दास', 'किशोर', 'मोहिनी', 'प्रसाद', 'लता', 'किरण', 'नाथ'];
const RELATIVES = ['गोपाल', 'हरि', 'शिव', 'केशव', 'माधव', 'रघु', 'बलराम', 'जगदीश', 'नारायण', 'ओम', 'दयाल'];
const SPELT = { राम: 'रामा', श्याम: 'स्याम', मोहन: 'मोहण', सीता: 'सिता', गीता: 'गिता', राधा: 'राधा', कमल: 'कमला', विमल: 'बिमल' };

const PARTS = 14;
const PER_PART = 90;
const CUT_PART = 6;

/** `ac` apart from what else the workspace has; `salt` makes each pair of files new. */
export function rollFiles(ac, salt) {
  const header = 'ac_no,part_no,serial_no,name,relation_type,relation_name,house_no,epic_no,age,gender';
  const before = [header];
  const after = [header];
  for (let part = 1; part <= PARTS; part += 1) {
    let serial = 0;
    for (let at = 1; at <= PER_PART; at += 1) {
      const one = person(part, at, salt);
      before.push(line(ac, part, at, one));
      const leaves = part === CUT_PART ? at % 2 === 0 : at % 45 === 7;
      if (leaves) continue;
      serial += 1;
      after.push(line(ac, part, serial, { ...(at % 15 === 4 ? blurred(one) : one), age: (at % 15 === 4 ? blurred(one) : one).age + 4 }));
      if (part === 1 && at === 1) after.push(line(ac, part, PER_PART + 20, { ...one, age: one.age + 4, epic: '' }));
    }
    for (let at = 1; at <= 4; at += 1) {
      serial += 1;
      after.push(line(ac, part, serial, { ...person(part, PER_PART + at, salt), age: 18 + (at % 2) }));
    }
  }
  return { before: `${before.join('\n')}\n`, after: `${after.join('\n')}\n` };
}

function person(part, at, salt) {
  const number = part * 1000 + at;
  const pick = (list, step) => list[Math.floor(number * step) % list.length];
  return {
    name: `${pick(GIVEN, 1)} ${pick(SECOND, 0.43)}`,
    relative: `${pick(RELATIVES, 0.71)} ${pick(SECOND, 0.29)}`,
    house: String(1 + ((number * 7) % 180)),
    epic: `ZZE${String(salt).padStart(2, '0').slice(-2)}${String(number).padStart(5, '0')}`,
    age: 20 + ((number * 13) % 55),
    gender: number % 2 === 0 ? 'F' : 'M'
  };
}

function blurred(one) {
  const [given, second] = one.name.split(' ');
  return { ...one, name: `${SPELT[given] ?? given} ${second}`, house: String(Number(one.house) + 200), epic: '', age: one.age + (one.age % 3) };
}

function line(ac, part, serial, { name, relative, house, epic, age, gender }) {
  return [ac, part, serial, name, gender === 'F' ? 'H' : 'F', relative, house, epic, age, gender].join(',');
}
