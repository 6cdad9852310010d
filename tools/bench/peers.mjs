// DuckDB and Kuzu beside the store: loads edges.tsv, or answers questions.tsv, as `store_benchmark answer` does.
//   node peers.mjs duckdb|kuzu load|answer DIRECTORY SECONDS
// DIRECTORY holds the tables of `store_benchmark write-tables`. Each workload ends after so many seconds. The packages
// @duckdb/node-api and kuzu are looked for from the working directory.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const RELATIONS = 8;
const MOST_STEPS = 6;

const [engineName, command, directory, seconds] = process.argv.slice(2);
const need = createRequire(path.join(process.cwd(), 'package.json'));
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;
const table = (name) => path.join(directory, name);

async function duckdb() {
  const {DuckDBInstance} = need('@duckdb/node-api');
  const instance = await DuckDBInstance.create(table('duckdb.db'), {threads: '2'});
  const connection = await instance.connect();
  const prepared = new Map();
  const rows = async (sql, values = []) => {
    if (!prepared.has(sql)) prepared.set(sql, await connection.prepare(sql));
    const statement = prepared.get(sql);
    statement.bind(values);
    return (await statement.runAndReadAll()).getRows();
  };
  return {
    files: ['duckdb.db', 'duckdb.db.wal'],
    async load() {
      await connection.run(
          `CREATE TABLE edge AS SELECT * FROM read_csv('${table('edges.tsv')}', header=false, delim='\t', quote='',
             columns={'id': 'INTEGER', 'source': 'INTEGER', 'target': 'INTEGER', 'relation': 'TINYINT',
                      'date': 'DATE', 'polarity': 'TINYINT', 'sentence': 'VARCHAR'}) ORDER BY source, relation, target`);
      await connection.run('CREATE TABLE back AS SELECT target, source FROM edge ORDER BY target');
      await connection.run('CHECKPOINT');
    },
    oneHop: async (node, relation) =>
        (await rows('SELECT target, id, date, polarity FROM edge WHERE source=$1 AND relation=$2', [node, relation]))
            .length,
    twoHopCount: async (node) =>
        Number((await rows(`SELECT count(DISTINCT b.target) FROM edge b
                              WHERE b.source IN (SELECT target FROM edge WHERE source=$1)`, [node]))[0][0]),
    // Level by level from the start, each level one query.
    async pathLength(from, to) {
      if (from === to) return 0;
      await connection.run('CREATE OR REPLACE TEMP TABLE seen(node INTEGER, step TINYINT)');
      await rows('INSERT INTO seen VALUES ($1, 0)', [from]);
      for (let step = 1; step <= MOST_STEPS; ++step) {
        await rows(`INSERT INTO seen SELECT DISTINCT node, $1::TINYINT FROM (
                      SELECT target AS node FROM edge WHERE source IN (SELECT node FROM seen WHERE step=$1-1)
                      UNION ALL
                      SELECT source FROM back WHERE target IN (SELECT node FROM seen WHERE step=$1-1))
                    WHERE node NOT IN (SELECT node FROM seen)`, [step]);
        const [[here, all]] = await rows('SELECT count(*) FILTER (node=$1), count(*) FILTER (step=$2) FROM seen',
                                         [to, step]);
        if (Number(here) > 0) return step;
        if (Number(all) === 0) return -1;
      }
      return -1;
    },
  };
}

async function kuzu() {
  const {Database, Connection} = need('kuzu');
  const connection = new Connection(new Database(table('kuzu.db'), 4 * 2 ** 30), 2);
  const run = async (text) => (await connection.query(text)).getAll();
  const prepared = new Map();
  const rows = async (text, values) => {
    if (!prepared.has(text)) prepared.set(text, await connection.prepare(text));
    return (await connection.execute(prepared.get(text), values)).getAll();
  };
  return {
    files: ['kuzu.db', 'kuzu.db.wal'],
    async load() {
      await run('CREATE NODE TABLE Entity(id INT32 PRIMARY KEY)');
      const edges = `LOAD WITH HEADERS (id INT32, source INT32, target INT32, relation INT8, date DATE, polarity INT8,
                       sentence STRING) FROM '${table('edges.tsv')}' (file_format='csv', delim='\t', quote='~')`;
      await run(`COPY Entity FROM (${edges} WITH source AS node RETURN DISTINCT node)`);
      await run(`COPY Entity FROM (${edges} WITH DISTINCT target AS node
                   WHERE NOT EXISTS {MATCH (e:Entity {id: node})} RETURN node)`);
      for (let relation = 0; relation < RELATIONS; ++relation) {
        await run(`CREATE REL TABLE R${relation}(FROM Entity TO Entity, id INT32, date DATE, polarity INT8,
                     sentence STRING)`);
        await run(`COPY R${relation} FROM (${edges} WHERE relation = ${relation}
                     RETURN source, target, id, date, polarity, sentence)`);
      }
      await run('CHECKPOINT');
    },
    oneHop: async (node, relation) =>
        (await rows(`MATCH (a:Entity)-[e:R${relation}]->(b:Entity) WHERE a.id = $node
                       RETURN b.id, e.id, e.date, e.polarity`, {node})).length,
    twoHopCount: async (node) =>
        Number((await rows(`MATCH (a:Entity)-[]->(b:Entity) WHERE a.id = $node WITH DISTINCT b
                              MATCH (b)-[]->(c:Entity) RETURN count(DISTINCT c.id) AS n`, {node}))[0].n),
    async pathLength(from, to) {
      if (from === to) return 0;
      const found = await rows(`MATCH (a:Entity)-[e* SHORTEST 1..${MOST_STEPS}]-(b:Entity)
                                  WHERE a.id = $from AND b.id = $to RETURN length(e) AS n`, {from, to});
      return found.length > 0 ? Number(found[0].n) : -1;
    },
  };
}

function size(file) {
  if (!fs.existsSync(file)) return 0;
  const status = fs.statSync(file);
  if (!status.isDirectory()) return status.size;
  return fs.readdirSync(file).reduce((sum, name) => sum + size(path.join(file, name)), 0);
}

async function load(start) {
  for (const file of ['', '.wal']) fs.rmSync(table(`${engineName}.db${file}`), {recursive: true, force: true});
  const begin = milliseconds();
  const engine = await start();
  await engine.load();
  const took = (milliseconds() - begin) / 1000;
  const bytes = engine.files.reduce((sum, file) => sum + size(table(file)), 0);
  console.log(`${engineName}: loaded in ${took.toFixed(1)} s, ${Math.round(bytes / 2 ** 20)} MB on disk, peak memory ` +
              `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

async function answer(start) {
  const engine = await start();
  const ask = {
    'one-hop': (q) => engine.oneHop(q.node, q.relation),
    'one-hop-hub': (q) => engine.oneHop(q.node, q.relation),
    'two-hops': (q) => engine.twoHopCount(q.node),
    'two-hops-hub': (q) => engine.twoHopCount(q.node),
    'path-length': (q) => engine.pathLength(q.node, q.other),
  };
  const workloads = new Map();
  for (const line of fs.readFileSync(table('questions.tsv'), 'utf8').trimEnd().split('\n')) {
    const [workload, node, relation, other] = line.split('\t');
    if (!workloads.has(workload)) workloads.set(workload, []);
    workloads.get(workload).push({node: Number(node), relation: Number(relation), other: Number(other)});
  }
  for (const [workload, questions] of workloads) {
    await ask[workload](questions[0]);  // Warms up.
    const begin = milliseconds();
    for (const [i, question] of questions.entries()) {
      if (milliseconds() - begin > Number(seconds) * 1000) break;
      const asked = milliseconds();
      const found = await ask[workload](question);
      console.log([engineName, workload, i, found, ((milliseconds() - asked) * 1000).toFixed(1)].join('\t'));
    }
  }
}

await (command === 'load' ? load : answer)({duckdb, kuzu}[engineName]);
process.exit(0);
