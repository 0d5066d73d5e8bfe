import { PURPOSES } from '$features/forms/purposes';
import { QUESTION_TYPES } from '$lib/api/forms';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { hi } from './hi';
import { t, type MessageKey } from './index.svelte';

/** What the server writes as codes and pages say in words, read where the server defines it: a code without words is told here, not by a page. */
const source = (file: string) => readFileSync(`../src/${file}`, 'utf8');
const quoted = (text: string, mark: string) => [...text.matchAll(new RegExp(`${mark}(\\w+)${mark}`, 'g'))].map((match) => match[1]!);

/** The words of a C++ array or list of braces with this name before it. */
function listed(file: string, name: string): string[] {
  const text = source(file);
  const at = text.search(new RegExp(`\\b${name}\\b[^;{]*[{(]`));
  return at < 0 ? [] : quoted(text.slice(at, text.indexOf(';', at)), '"');
}

/** What a column of a table may hold. */
function allowed(migration: string, column: string, nth = 0): string[] {
  const found = [...source(`operations/sql/${migration}.sql`).matchAll(new RegExp(`CHECK \\(${column} IN \\(([^)]*)\\)`, 'g'))];
  return quoted(found[nth]?.[1] ?? '', "'");
}

const rights = listed('domain/access.cpp', 'right_names').filter((right) => right !== 'open_to_all' && right !== 'signed_in');
const purposes = [...source('domain/consent.cpp').matchAll(/\{"(\w+)", \{"/g)].map((match) => match[1]!);
const questionTypes = listed('forms/definition.cpp', 'type_name\\(QuestionType type\\) \\{[^;]*names');
const seatClasses = listed('domain/seat_class.cpp', 'names');

const FAMILIES: [string, string[]][] = [
  ['right', rights],
  ['forms.purpose', purposes],
  ['forms.type', questionTypes],
  ['forms.shows', listed('forms/definition_reader.cpp', 'shown')],
  ['forms.state', allowed('migration_9_forms', 'state')],
  ['field.state', allowed('migration_11_field_days', 'state')],
  ['rights', allowed('migration_9_forms', 'kind')],
  ['class', seatClasses],
  ['class.about', seatClasses],
  ['booth.about', quoted(/=\s*\{\s*(\{"lost", 0\}[^;]*);/.exec(source('services/segment_view.cpp'))?.[1] ?? '', '"')],
  ['community.level', listed('services/wave_plan.cpp', 'level_count> names')],
  ['schemes.why', listed('domain/scheme.cpp', 'no_coverage_names')],
  ['match.method', listed('concordance/match.cpp', 'to_string\\(Method method\\) \\{[^;]*names')],
  ['rolls.relation', listed('domain/elector.cpp', 'relation_codes')],
  ['review.verdict', allowed('migration_1_rolls', 'verdict')],
  ['entry.state', allowed('migration_1_rolls', 'state')],
  ['help.kind', allowed('migration_1_rolls', 'kind')],
  ['help.outcome', allowed('migration_1_rolls', 'outcome')],
  ['help.period', quoted(/day < period\.first_day \?([^;]*);/.exec(source('services/roll_help.cpp'))?.[1] ?? '', '"')],
  ['resp.duty', listed('services/responsibility.cpp', 'duties')],
  ['tasks.kind', allowed('migration_4_work', 'kind', 2)],
  ['tasks.state', allowed('migration_4_work', 'state')],
  ['calendar.kind', allowed('migration_4_work', 'kind', 3)],
  ['admin.state', allowed('migration_3_users', 'state')],
  ['sms.state', allowed('migration_6_messages', 'state')],
  ['sms.means', allowed('migration_6_messages', 'state')],
  ['sms.kind', allowed('migration_6_messages', 'kind')],
  ['sms.use', listed('services/sms_settings.cpp', 'uses')],
  ['sms.variable', listed('services/sms_settings.cpp', 'variable_names')],
  ['sms.why', [...source('services/messages.cpp').matchAll(/drop\("(\w+)"\)/g)].map((match) => match[1]!)],
  ['imports.check', listed('services/report_json.cpp', 'statuses')],
  ['imports.status', quoted(/\{"status", (run\.undone[^}]*)\}/.exec(source('services/report_json.cpp'))?.[1] ?? '', '"')],
  ['rolls.unusual', quoted(/\{"kind", (check\.unusual[^}]*)\}/.exec(source('services/roll_changes_view.cpp'))?.[1] ?? '', '"')]
];

describe('what the server says in codes', () => {
  it.each(FAMILIES)('%s: has words in both languages', (family, codes) => {
    expect(codes.length).toBeGreaterThan(1);
    const without = codes.filter((code) => !(`${family}.${code}` in hi) || !(`${family}.${code}` in en));
    expect(without).toEqual([]);
  });

  it('is told by its own name where an older page does not know it yet', () => {
    expect(t('right.fly_to_the_moon' as MessageKey)).toBe('right.fly_to_the_moon');
  });
});

describe('lists that pages offer', () => {
  it('are those that the server takes', () => {
    expect([...PURPOSES].sort()).toEqual([...purposes].sort());
    expect([...QUESTION_TYPES].sort()).toEqual([...questionTypes].sort());
  });
});
