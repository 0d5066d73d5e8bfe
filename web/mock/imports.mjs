// Imports of the mock: remembers uploads and runs in memory, takes nothing in. A file whose header is unknown asks for a mapping.
import { both, ProblemJson } from './answers.mjs';

const FIELDS = [
  ['year', 'वर्ष', 'Year'], ['pc_no', 'लोक सभा सीट क्रमांक', 'Seat number'], ['candidate', 'उम्मीदवार', 'Candidate'], ['party', 'दल', 'Party'], ['votes', 'मत', 'Votes']
].map(([name, hi, en]) => ({ name, required: true, title: both(en, hi) }));

export function makeImports() {
  const uploads = new Map();
  const jobs = new Map();
  const runs = [{ run: 1, kind: 'results', status: 'active', files: [{ name: 'pc_results_2009_2019.csv', sha256: 'ab12', bytes: 283707 }], imported_at: '2026-11-23T10:00:00Z',
    source: 'Development copy of published results', mapping: {}, elections: ['LS-2009', 'LS-2014', 'LS-2019'], rows: { read: 3795, taken: 3795, refused: 0 }, checks: { ok: 12, warnings: 1 }, synthetic: false }];
  const reports = new Map([[1, { refused: [], checks: [{ code: 'totals', status: 'ok', text: both('Candidate votes add up to the stated totals', 'उम्मीदवारों के मत घोषित योग से मिलते हैं'), detail: [] }] }]]);

  const lines = (upload) => upload.text.split(/\r?\n/).filter((line) => line !== '').map((line) => line.split(','));
  const known = (header) => FIELDS.every((field) => header.includes(field.name));

  function upload(name, buffer) {
    const id = `u${uploads.size + 1}`;
    const entry = { upload: id, name, bytes: buffer.length, sha256: 'cd34', text: buffer.toString('utf8') };
    uploads.set(id, entry);
    const header = lines(entry)[0] ?? [];
    return { upload: id, name, bytes: entry.bytes, sha256: entry.sha256, already_run: null,
      recognised: known(header) ? { kind: 'results', layout: 'pc_results', title: both('Lok Sabha results by candidate', 'लोक सभा के उम्मीदवारवार नतीजे') } : null };
  }

  function preview({ uploads: ids, mapping }) {
    const entry = uploads.get(ids[0]);
    if (!entry) throw new ProblemJson(404, 'unknown upload', 'This upload is gone.', 'यह फ़ाइल अब यहाँ नहीं है।');
    const [header = [], ...rows] = lines(entry);
    const columns = header.map((theirs, index) => ({ theirs, ours: mapping[theirs] || (FIELDS.some((f) => f.name === theirs) ? theirs : null), required: false, sample: rows.slice(0, 3).map((row) => row[index] ?? '') }));
    const votes = columns.findIndex((column) => column.ours === 'votes');
    const refused = rows.flatMap((row, index) => (votes >= 0 && !/^\d+$/.test(row[votes] ?? '')
      ? [{ file: entry.name, line: index + 2, column: header[votes], value: row[votes] ?? '', reason: both('a count of votes is expected here', 'यहाँ मतों की संख्या होनी चाहिए') }] : []));
    return { kind: 'results', layout: known(header) ? 'pc_results' : null, columns, fields: FIELDS, rows: rows.slice(0, 20), header,
      report: { rows: { read: rows.length, taken: rows.length - refused.length, refused: refused.length }, refused,
        checks: [{ code: 'totals', status: refused.length > 0 ? 'warning' : 'ok', text: both('Candidate votes against stated totals', 'उम्मीदवारों के मत और घोषित योग'), detail: [] }] },
      would_take: rows.length - refused.length };
  }

  function start(body) {
    const job = `j${jobs.size + 1}`;
    const report = preview(body).report;
    jobs.set(job, { job, ticks: 0, state: 'running', body, report });
    return { job };
  }

  function job(id) {
    const entry = jobs.get(id);
    if (!entry) throw new ProblemJson(404, 'unknown job', 'There is no such job.', 'ऐसा कोई काम नहीं है।');
    entry.ticks += 1;
    if (entry.state === 'running' && entry.ticks > 3) finish(entry);
    return { job: id, state: entry.state, progress: Math.min(1, entry.ticks / 4), text: both('Checking rows', 'पंक्तियाँ जाँच रहे हैं'), run: entry.run ?? null, problem: null, rejects: null };
  }

  function finish(entry) {
    const run = runs.length + 1;
    runs.push({ run, kind: 'results', status: 'active', files: entry.body.uploads.map((id) => ({ name: uploads.get(id).name, sha256: 'cd34', bytes: uploads.get(id).bytes })), imported_at: new Date().toISOString(),
      source: entry.body.source, mapping: entry.body.mapping, elections: ['LS-2024'], rows: entry.report.rows, checks: { ok: 1, warnings: 0 }, synthetic: false });
    reports.set(run, { refused: entry.report.refused, checks: entry.report.checks });
    Object.assign(entry, { state: 'done', run });
  }

  function undo(no) {
    const run = runs.find((candidate) => candidate.run === no);
    run.status = 'undone';
    return run;
  }

  return { upload, preview, start, job, undo, list: () => ({ runs }), stop: (id) => Object.assign(jobs.get(id), { state: 'stopped' }), show: (no) => ({ ...runs.find((r) => r.run === no), report: reports.get(no) }) };
}
