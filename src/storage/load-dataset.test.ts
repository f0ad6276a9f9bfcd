/**
 * @file Tests the loader against a server that is slow, wrong, interrupted, or gone, using the wine dataset's real
 * files.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../messages/message'
import { findDataset } from '../catalog/datasets/all'
import { expectDefined } from '../base/assert'
import { hashArrays } from '../base/hash'
import { valuesOf } from '../data/column-operations'
import { DEFAULT_SEED, type LoadOptions, loadDataset } from './load-dataset'
import type { Storage } from './records'

const wine = expectDefined(findDataset('wine'), 'wine')
const fashion = expectDefined(findDataset('fashion-mnist'), 'fashion-mnist')
const FASHION_FILES = 5

/** A fake server for the files under public/data that records requests and can give other responses. */
function server(answer: (path: string, times: number) => Response | undefined = () => undefined) {
  const log: string[] = []
  async function fetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    init?.signal?.throwIfAborted()
    const path = String(url).replace('https://host/data/', '')
    log.push(path)
    const times = log.filter((asked) => asked === path).length
    return answer(path, times) ?? new Response(new Uint8Array(readFileSync(`public/data/${path}`)))
  }
  return { log, fetch }
}
const offline = server(() => {
  throw new TypeError('Failed to fetch')
})

/** Chunk storage in memory. */
function memory(): Storage['chunks'] & { readonly kept: Map<string, Uint8Array<ArrayBuffer>> } {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    kept,
    get: async (key) => kept.get(key),
    put: async (key, bytes) => void kept.set(key, bytes),
    has: async (keys) => keys.map((key) => kept.has(key)),
    remove: async (keys) => {
      for (const key of keys) kept.delete(key)
    },
  }
}

function options(from: Partial<LoadOptions> & Pick<LoadOptions, 'fetch'>): LoadOptions {
  return { chunks: memory(), base: 'https://host/data/', ...from }
}

const files = (log: readonly string[]) => log.filter((path) => path.endsWith('.bin'))

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  )
  return error instanceof Refusal ? error.code : String(error)
}

/** One hash over all values, used to compare datasets. */
function sum(dataset: Awaited<ReturnType<typeof loadDataset>>): string {
  return hashArrays(dataset.columns.map((column) => valuesOf(column)))
}

describe('a dataset in files', () => {
  it('has every value of its source', async () => {
    const dataset = await loadDataset(wine, options(server()))
    const lines = readFileSync('scripts/datasets/vendor/wine.csv', 'utf8').trim().split('\n')
    const [names = [], ...rows] = lines.map((line) => line.split(','))
    dataset.schema.columns.forEach((schema, index) => {
      const at = names.indexOf(schema.name)
      const column = dataset.columns[index]
      const source = rows.map((row) => row[at] as string)
      if (column?.type === 'number') expect([...column.values]).toEqual(source.map((text) => Math.fround(Number(text))))
      else if (column?.type === 'category' && schema.type === 'category') {
        expect([...column.codes].map((code) => schema.values[code])).toEqual(source)
      } else expect.unreachable()
    })
  })

  it('joins the rows of its files in order', async () => {
    const [image, garment] = (await loadDataset(fashion, options(server()))).columns
    if (image?.type !== 'image' || garment?.type !== 'category') return expect.unreachable()
    const manifest = JSON.parse(readFileSync('public/data/fashion-mnist/manifest.json', 'utf8'))
    let from = 0
    for (const { file, rows } of manifest.chunks as { file: string; rows: number }[]) {
      const bytes = gunzipSync(readFileSync(`public/data/fashion-mnist/${file}`))
      const images = Buffer.from(image.pixels.buffer, from * 784, rows * 784)
      expect(images.equals(bytes.subarray(0, rows * 784))).toBe(true)
      expect([...garment.codes.subarray(from, from + rows)]).toEqual([...bytes.subarray(rows * 784)])
      from += rows
    }
    expect(from).toBe(12_000)
  })

  it('reports progress in bytes up to the total', async () => {
    const seen: number[] = []
    let most = 0
    await loadDataset(
      fashion,
      options({
        ...server(),
        onProgress: ({ done, total }) => {
          seen.push(done)
          most = total
        },
      }),
    )
    expect(seen).toHaveLength(FASHION_FILES + 1)
    expect(seen.every((done, i) => i === 0 || done > (seen[i - 1] as number))).toBe(true)
    expect([seen[0], seen.at(-1), most]).toEqual([0, most, fashion.rows.kind === 'chunks' ? fashion.rows.bytes : -1])
  })

  it('resumes an aborted load and fetches nothing twice', async () => {
    const { log, fetch } = server()
    const chunks = memory()
    const abort = new AbortController()
    const stopAfterTwo = options({
      fetch,
      chunks,
      signal: abort.signal,
      onProgress: () => files(log).length === 2 && abort.abort(),
    })
    await expect(loadDataset(fashion, stopAfterTwo)).rejects.toThrow(/abort/i)
    expect(files(log)).toHaveLength(2)
    const dataset = await loadDataset(fashion, options({ fetch, chunks }))
    expect(new Set(files(log)).size).toBe(FASHION_FILES)
    expect(files(log)).toHaveLength(FASHION_FILES)
    expect(sum(dataset)).toBe(sum(await loadDataset(fashion, options(server()))))
  })

  it('needs no server once it is complete', async () => {
    const chunks = memory()
    const first = await loadDataset(fashion, options({ ...server(), chunks }))
    expect(sum(await loadDataset(fashion, options({ ...offline, chunks })))).toBe(sum(first))
    const { log, fetch } = server()
    await loadDataset(fashion, options({ fetch, chunks }))
    expect(log).toEqual([])
  })

  it('says so when it is incomplete and the server is gone', async () => {
    const chunks = memory()
    await loadDataset(wine, options({ ...server(), chunks }))
    for (const key of chunks.kept.keys()) if (!key.startsWith('manifest')) chunks.kept.delete(key)
    expect(await codeOf(loadDataset(wine, options({ ...offline, chunks })))).toBe('data-offline')
    expect(await codeOf(loadDataset(wine, options(offline)))).toBe('data-offline')
  })

  it('fetches a damaged file once more, and stores no damaged one', async () => {
    const damaged = (path: string) => {
      const bytes = new Uint8Array(readFileSync(`public/data/${path}`))
      bytes[100] = (bytes[100] as number) ^ 1
      return new Response(bytes)
    }
    const once = server((path, times) => (path.endsWith('.bin') && times === 1 ? damaged(path) : undefined))
    const whole = await loadDataset(wine, options(once))
    expect(files(once.log)).toHaveLength(2)
    expect(sum(whole)).toBe(sum(await loadDataset(wine, options(server()))))

    const chunks = memory()
    const always = server((path) => (path.endsWith('.bin') ? damaged(path) : undefined))
    expect(await codeOf(loadDataset(wine, options({ ...always, chunks })))).toBe('data-damaged')
    expect(files(always.log)).toHaveLength(2)
    expect([...chunks.kept.keys()]).toEqual(['manifest:wine'])
  })

  it('refuses a file with the wrong length', async () => {
    for (const change of [-1, 1]) {
      const { fetch } = server((path) => {
        if (!path.endsWith('.bin')) return undefined
        const bytes = new Uint8Array(readFileSync(`public/data/${path}`))
        const other = new Uint8Array(bytes.length + change)
        other.set(bytes.subarray(0, other.length))
        return new Response(other)
      })
      expect(await codeOf(loadDataset(wine, options({ fetch })))).toBe('data-damaged')
    }
  })

  it('fetches files again that were damaged on this device', async () => {
    const chunks = memory()
    const first = await loadDataset(wine, options({ ...server(), chunks }))
    for (const [key, bytes] of chunks.kept) {
      if (key.startsWith('manifest')) continue
      const flipped = bytes.slice()
      flipped[50] = (flipped[50] as number) ^ 4
      chunks.kept.set(key, flipped)
    }
    const { log, fetch } = server()
    expect(sum(await loadDataset(wine, options({ fetch, chunks })))).toBe(sum(first))
    expect(files(log)).toHaveLength(1)
  })

  it('loads with a full disk and reports once that nothing is stored', async () => {
    const full = { ...memory(), put: () => Promise.reject(new Error('QuotaExceededError')) }
    let reports = 0
    const dataset = await loadDataset(fashion, options({ ...server(), chunks: full, onNotStored: () => reports++ }))
    expect(reports).toBe(1)
    expect(sum(dataset)).toBe(sum(await loadDataset(fashion, options(server()))))
  })

  it('distinguishes a dataset that was never built from an invalid manifest', async () => {
    const startPage = server(() => new Response('<!doctype html><title>Netloom</title>'))
    expect(await codeOf(loadDataset(wine, options(startPage)))).toBe('data-not-built')
    expect(await codeOf(loadDataset(wine, options(server(() => new Response('', { status: 404 })))))).toBe(
      'data-not-built',
    )
    expect(await codeOf(loadDataset(wine, options(server(() => new Response('', { status: 503 })))))).toBe(
      'data-answer',
    )
    const text = readFileSync('public/data/wine/manifest.json', 'utf8')
    const wrong = [
      text.replace('"version": 1', '"version": 2'),
      text.replace('"rows": 178', '"rows": 179').replace(/"rows": 178,\n\s*"bytes"/, '"rows": 177,\n"bytes"'),
      text.replace(/"file": "/, '"file": "../'),
      text.replace('"Alcohol"', '"Alkohol"'),
      text.slice(0, -20),
      'null',
    ]
    for (const manifest of wrong) {
      expect(manifest).not.toBe(text)
      const { fetch } = server((path) => (path.endsWith('manifest.json') ? new Response(manifest) : undefined))
      expect(await codeOf(loadDataset(wine, options({ fetch })))).toBe('data-manifest')
    }
  })
})

describe('a generated dataset', () => {
  it('is generated from its seed, without a server', async () => {
    const spirals = expectDefined(findDataset('spirals'), 'spirals')
    const load = (seed?: number) =>
      loadDataset(spirals, options({ ...offline, ...(seed === undefined ? {} : { seed }) }))
    expect(sum(await load())).toBe(sum(await load(DEFAULT_SEED)))
    expect(sum(await load(8))).not.toBe(sum(await load(DEFAULT_SEED)))
  })
})
