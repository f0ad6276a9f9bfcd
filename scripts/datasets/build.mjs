/**
 * @file Builds the dataset files under public/data from their sources: `npm run datasets [-- --missing] [--only
 * <id>]...`. `--missing` skips datasets that are already built; `--to` writes to a different folder. See
 * docs/datasets.md for the sources.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { writeChunks } from './pack.mjs'
import * as autoMpg from './sets/auto-mpg.mjs'
import * as breastCancer from './sets/breast-cancer.mjs'
import * as co2 from './sets/co2.mjs'
import * as cpsWages from './sets/cps-wages.mjs'
import * as diabetes from './sets/diabetes.mjs'
import * as digits8x8 from './sets/digits-8x8.mjs'
import * as fashionMnist from './sets/fashion-mnist.mjs'
import * as firstNames from './sets/first-names.mjs'
import * as mnistStarter from './sets/mnist-starter.mjs'
import * as mnist from './sets/mnist.mjs'
import * as penguins from './sets/penguins.mjs'
import * as seattleWeather from './sets/seattle-weather.mjs'
import * as sensorNetwork from './sets/sensor-network.mjs'
import * as spamHam from './sets/spam-ham.mjs'
import * as wine from './sets/wine.mjs'

const builders = {
  mnist,
  'mnist-starter': mnistStarter,
  'fashion-mnist': fashionMnist,
  penguins,
  'auto-mpg': autoMpg,
  wine,
  'breast-cancer': breastCancer,
  co2,
  'cps-wages': cpsWages,
  diabetes,
  'digits-8x8': digits8x8,
  'first-names': firstNames,
  'seattle-weather': seattleWeather,
  'sensor-network': sensorNetwork,
  'spam-ham': spamHam,
}

const { values: options } = parseArgs({
  options: { missing: { type: 'boolean' }, only: { type: 'string', multiple: true }, to: { type: 'string' } },
})
const unknown = options.only?.find((id) => !Object.hasOwn(builders, id))
if (unknown !== undefined) {
  console.error(`Unknown dataset "${unknown}". Datasets: ${Object.keys(builders).join(', ')}.`)
  process.exit(1)
}

const root = fileURLToPath(new URL('../..', import.meta.url))
// Schemas and the generator come from the app, so that nothing is defined twice.
const load = (path) => runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })
const { findDataset } = (await load('src/catalog/datasets/all.ts')).module
const { rng, shuffle } = (await load('src/base/rng.ts')).module
const { packChunk } = (await load('src/data/packed-chunk.ts')).module
const { readManifest } = (await load('src/data/dataset-manifest.ts')).module
const { assembleDataset } = (await load('src/data/assemble-dataset.ts')).module
const { previewOf } = (await load('src/data/data-preview.ts')).module

/** The file with the picture of a dataset; see src/data/data-preview.ts. */
const PREVIEW = 'preview.json'

for (const id of Object.keys(builders)) {
  if (options.only && !options.only.includes(id)) continue
  const { schema } = findDataset(id)
  const folder = join(options.to ?? join(root, 'public/data'), id)
  if (options.missing && isBuilt(folder, schema)) {
    if (!existsSync(join(folder, PREVIEW))) writePreview(schema, folder)
    continue
  }
  try {
    const { columns, chunkRows, files } = await builders[id].read({ root, schema, rng, shuffle })
    const { bytes, chunks } = writeChunks({ folder, schema, columns, chunkRows, files, packChunk })
    writePreview(schema, folder)
    console.log(`${id}: ${schema.rows} rows, ${chunks} files, ${bytes} bytes`)
  } catch (error) {
    console.error(`${id}: ${error.message}`)
    if (isBuilt(folder, schema)) console.error(`${id}: the earlier build is kept`)
    else process.exitCode = 1
  }
}

/** Writes the picture of a dataset from the files in its folder. */
function writePreview(schema, folder) {
  const manifest = readManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'), schema).value
  const assembly = assembleDataset(schema, manifest)
  for (const chunk of manifest.chunks) assembly.add(chunk, gunzipSync(readFileSync(join(folder, chunk.file))))
  writeFileSync(join(folder, PREVIEW), `${JSON.stringify(previewOf(assembly.dataset()))}\n`)
}

/** Whether the folder is complete (its manifest is written last) and matches the current schema. */
function isBuilt(folder, schema) {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) return false
  const { rows, columns } = JSON.parse(readFileSync(path, 'utf8'))
  return rows === schema.rows && JSON.stringify(columns) === JSON.stringify(schema.columns)
}
