// A stand-in for the server, for working on the pages: `node mock/server.mjs --data DIR [--port 8080] [--build DIR]`.
// Serves the built app and answers shaped as docs/api.md says, made from published result files. Without --data the workspace is empty.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import * as answers from './answers.mjs';
import * as booths from './booths.mjs';
import { makeImports } from './imports.mjs';
import { readWorld } from './world.mjs';
import { table } from './csv.mjs';

const { values } = parseArgs({ options: { data: { type: 'string' }, names: { type: 'string' }, port: { type: 'string', default: '8080' }, build: { type: 'string', default: 'build' } } });
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.woff2': 'font/woff2' };

/** Hindi names of seats, if the project's own tables of places are given with --names. */
function hindiNames(folder) {
  if (!folder) return {};
  const read = (file, key) => new Map(table(folder, file).map((row) => [Number(row[key]), row.name_hi]));
  return { pc: read('parliamentary_constituencies.csv', 'pc_no'), ac: read('assembly_constituencies.csv', 'ac_no') };
}

const world = readWorld(values.data ?? '/nonexistent', hindiNames(values.names));
const imports = makeImports();

function get(path, query) {
  const [first, second, third] = path;
  if (first === 'state') return answers.state(world);
  if (first === 'elections' && third === 'sides') return answers.sides(world, second);
  if (first === 'focus') return answers.focus(world, query);
  if (first === 'seats') return answers.seat(world, Number(second), query);
  if (first === 'segments') return booths.segment(world, Number(second), query);
  if (first === 'booths') return booths.booth(world, Number(second), third, query);
  if (first === 'compare') return answers.compare(world, query);
  if (first === 'search') return answers.search(world, query.get('q') ?? '');
  if (first === 'maps' && second === 'hexagons') return hexagons(query.get('level'));
  if (first === 'maps' && second === 'boundaries') return boundaries(query.get('level'));
  if (first === 'imports') return second ? imports.show(Number(second)) : imports.list();
  if (first === 'jobs') return imports.job(second);
  throw new answers.ProblemJson(404, 'not found', 'There is no such address.', 'ऐसा कोई पता नहीं है।');
}

function post(path, query, body) {
  const [first, second, third] = path;
  if (first === 'imports' && second === 'uploads') return imports.upload(query.get('name'), body);
  if (first === 'imports' && second === 'preview') return imports.preview(JSON.parse(body));
  if (first === 'imports' && third === 'undo') return imports.undo(Number(second));
  if (first === 'imports') return imports.start(JSON.parse(body));
  if (first === 'jobs' && third === 'stop') return imports.stop(second);
  throw new answers.ProblemJson(404, 'not found', 'There is no such address.', 'ऐसा कोई पता नहीं है।');
}

/** The solved layout where the tables have it, else a plain grid. */
function hexagons(level) {
  const solved = values.names ? table(values.names, `hexagons_${level}.csv`) : [];
  const cells = solved.map((row) => ({ no: Number(row[`${level}_no`]), column: Number(row.column), row: Number(row.row) }));
  return cells.length > 0 ? { level, cells } : answers.hexagons(world, level);
}

function boundaries(level) {
  const map = JSON.parse(readFileSync(join(values.data, `boundaries_${level}.geojson`), 'utf8'));
  for (const feature of map.features) feature.properties.no = feature.properties[`${level}_no`];
  return map;
}

async function api(request, response, url) {
  const path = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const value = request.method === 'POST' ? post(path, url.searchParams, Buffer.concat(chunks)) : get(path, url.searchParams);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  } catch (error) {
    const body = error.body ?? { title: 'mock failed', status: 500, detail: String(error.stack) };
    response.writeHead(body.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  }
}

function file(response, url) {
  const wanted = join(values.build, normalize(decodeURIComponent(url.pathname)));
  const found = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(values.build, 'index.html');
  response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname.startsWith('/api/v1/')) void api(request, response, url);
  else file(response, url);
}).listen(Number(values.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${values.port}/`));
