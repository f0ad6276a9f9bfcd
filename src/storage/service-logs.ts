/**
 * @file Stored service logs: chunks of requests and daily counts, each written as a new part when it changes, followed
 * by a head that lists the parts. The previous head and its parts are retained in case the newest is damaged.
 */
import { inflateSync } from 'fflate'
import { hash } from '../base/hash'
import '../messages/en/operate'
import { yieldToMain } from '../base/yield-to-main'
import { type Message, message, refuse } from '../messages/message'
import { openLevels, packDay, unpackDay } from '../ops/log/aggregates'
import { CHUNK_REQUESTS, makeRequestBuffer, oldestId, packChunk, unpackChunk } from '../ops/log/request-buffer'
import type { RetainedInput } from '../ops/log/stored-entries'
import { intact, seal } from './checksums'
import { withRenamedField } from './renamed-fields'
import {
  type LiveLog,
  logKey,
  packInputs,
  type ServiceKey,
  type ServiceLogFile,
  type ServiceLogHead,
  type ServiceLogPart,
  type ServiceLogStorage,
  unpackInputs,
} from './service-log-records'
import type { Engine, Transaction } from './storage-engine'

/** Maximum unpacked size of a part: a part contains at most one chunk or day, so anything larger is invalid. */
const MOST_BYTES = 64_000_000

const STORES = ['serviceLogs', 'serviceLogParts'] as const

/** The service log storage on an engine. */
export function serviceLogsOn(engine: Engine): ServiceLogStorage {
  return {
    open: (service) => openLog(engine, service),
    remove: (service) =>
      engine.transact(STORES, 'write', async (t) => {
        for (const store of STORES) await removeAll(t, store, logKey(service))
      }),
    rename: (service, to) => engine.transact(STORES, 'write', (t) => moveLog(t, service, to)),
  }
}

async function removeAll(t: Transaction, store: (typeof STORES)[number], key: string): Promise<void> {
  for (const one of await t.keys(store, key)) await t.remove(store, one)
}

/** Moves all rows of a log to another name without changing them. */
async function moveLog(t: Transaction, service: ServiceKey, to: string): Promise<void> {
  const [from, there] = [logKey(service), logKey({ ...service, service: to })]
  if (from === there) return
  for (const store of STORES) {
    await removeAll(t, store, there)
    for (const key of await t.keys(store, from)) {
      const row = await t.get(store, key)
      if (row) await t.put(store, [there, key[1] as number], row)
      await t.remove(store, key)
    }
  }
}

async function openLog(engine: Engine, opened: ServiceKey): Promise<ServiceLogFile> {
  let service = opened
  const key = logKey(service)
  const generations = await generationsOf(engine, key)
  let head: ServiceLogHead | undefined
  for (const generation of [...generations].reverse()) {
    const row = await engine
      .transact(['serviceLogs'], 'read', (t) => t.get('serviceLogs', [key, generation]))
      .catch(() => undefined)
    if (row && intact(row)) {
      head = row.value
      break
    }
  }
  const damaged: Message[] = []
  if (!head && generations.length > 0) damaged.push(message('log-damaged', { service: service.service }))
  const kept = head && (await readLog(engine, key, head, damaged))
  let [generation, latest] = [generations.at(-1) ?? 0, head]
  let last: Promise<unknown> = Promise.resolve()
  let ids = idsOf(kept?.inputs ?? [])
  return {
    ...(kept ? { kept } : {}),
    damaged,
    flush(log, copied = () => undefined) {
      // Run flushes one after another, because each flush reuses parts stored by the previous one.
      const mine = last.then(async () => {
        // Inputs are immutable, so equal ids mean equal inputs.
        const now = idsOf(log.inputs)
        const fresh = now === ids ? { ...log, inputs: [] } : log
        const packed = await packChanged(fresh)
        copied()
        const written = await writeLog(engine, service, fresh, packed, generation, latest)
        generation++
        ids = now
        latest = written.head
        return written.bytes
      })
      last = mine.catch(() => undefined)
      return mine
    },
    rename(to) {
      const mine = last.then(async () => {
        await engine.transact(STORES, 'write', async (t) => {
          await mustBeLatest(t, service, generation)
          await moveLog(t, service, to)
        })
        service = { ...service, service: to }
      })
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/** Refuses if another tab wrote in between; returns all generations. */
async function mustBeLatest(t: Transaction, service: ServiceKey, generation: number): Promise<readonly number[]> {
  const generations = (await t.keys('serviceLogs', logKey(service))).map((one) => one[1] as number)
  return (generations.at(-1) ?? 0) === generation ? generations : refuse('log-conflict', { service: service.service })
}

async function generationsOf(engine: Engine, key: string): Promise<number[]> {
  const keys = await engine.transact(['serviceLogs'], 'read', (t) => t.keys('serviceLogs', key))
  return keys.map((one) => one[1] as number)
}

async function readLog(engine: Engine, key: string, head: ServiceLogHead, damaged: Message[]): Promise<LiveLog> {
  const { book, seed, through, link, changes, annotations } = withRenamedField(head, 'beside', 'annotations')
  const ring = makeRequestBuffer(head.widths)
  const levels = openLevels()
  levels.day = head.today
  // Logs that were saved before outcomes were counted have none.
  Object.assign(levels.outcomes, { from: undefined, minute: Math.floor(through / 60_000) })
  /** Read each part in a transaction of its own, so that a part that never responds does not block the others. */
  const take = async (part: number, use: (bytes: Uint8Array<ArrayBuffer>) => void): Promise<boolean> => {
    try {
      const row = await engine.transact(['serviceLogParts'], 'read', (t) => t.get('serviceLogParts', [key, part]))
      if (!row || (await hash(row.bytes)) !== row.sum) return false
      use(inflate(row.bytes))
      return true
    } catch {
      return false
    }
  }
  // Read chunks oldest first: in the ring buffer, newer requests reuse the slots of evicted ones.
  for (const [chunk, part] of head.chunks) {
    if (await take(part, (bytes) => unpackChunk(ring, bytes))) continue
    damaged.push(
      message('log-chunk-damaged', {
        from: chunk * CHUNK_REQUESTS,
        to: Math.min(head.next, (chunk + 1) * CHUNK_REQUESTS) - 1,
      }),
    )
  }
  for (const [day, part] of head.days) {
    if (!(await take(part, (bytes) => unpackDay(levels, day, bytes)))) {
      damaged.push(message('log-day-damaged', { day: day + 1 }))
    }
  }
  const inputs: [number, RetainedInput][] = []
  if (head.inputs !== undefined) await take(head.inputs, (bytes) => void inputs.push(...unpackInputs(bytes)))
  ring.next = head.next
  ring.changed.clear()
  levels.changed.clear()
  return { book, seed, through, link, changes, ring, levels, inputs, ...(annotations ? { annotations } : {}) }
}

interface Packed {
  readonly chunks: readonly (readonly [number, Uint8Array<ArrayBuffer>])[]
  readonly days: readonly (readonly [number, Uint8Array<ArrayBuffer>])[]
  readonly inputs: Uint8Array<ArrayBuffer> | undefined
}

/**
 * Packs the changed data, part by part; nothing may be added to the log in the meantime. Counts that change during the
 * write are saved next time.
 */
async function packChanged({ ring, levels, inputs }: LiveLog): Promise<Packed> {
  const chunks: [number, Uint8Array<ArrayBuffer>][] = []
  const days: [number, Uint8Array<ArrayBuffer>][] = []
  for (const chunk of ring.changed) {
    chunks.push([chunk, packChunk(ring, chunk)])
    await yieldToMain()
  }
  for (const day of levels.changed) {
    days.push([day, packDay(levels, day)])
    await yieldToMain()
  }
  ring.changed.clear()
  levels.changed.clear()
  return { chunks, days, inputs: inputs.length > 0 ? packInputs(inputs) : undefined }
}

async function writeLog(
  engine: Engine,
  service: ServiceKey,
  log: LiveLog,
  packed: Packed,
  generation: number,
  before: ServiceLogHead | undefined,
): Promise<{ readonly head: ServiceLogHead; readonly bytes: number }> {
  const { ring, levels, book, seed, through, link, changes, annotations } = log
  const logFacts = { book, seed, through, link, changes, ...(annotations ? { beside: annotations } : {}) }
  const facts = { ...logFacts, widths: ring.widths, next: ring.next, today: levels.day }
  const first = Math.floor(oldestId(ring) / CHUNK_REQUESTS)
  try {
    let part = before?.part ?? 0
    const parts: [number, ServiceLogPart][] = []
    const add = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
      parts.push([part, await deflate(bytes)])
      return part++
    }
    const chunks = new Map(before?.chunks)
    for (const [chunk, bytes] of packed.chunks) chunks.set(chunk, await add(bytes))
    for (const chunk of chunks.keys()) if (chunk < first) chunks.delete(chunk)
    const days = new Map(before?.days)
    for (const [day, bytes] of packed.days) days.set(day, await add(bytes))
    const inputs = packed.inputs ? await add(packed.inputs) : before?.inputs
    const head: ServiceLogHead = {
      ...facts,
      service: service.service,
      chunks: rising(chunks),
      days: rising(days),
      ...(inputs === undefined ? {} : { inputs }),
      part,
    }
    const bytes = parts.reduce((sum, [, { bytes }]) => sum + bytes.length, 0)
    await engine.transact(STORES, 'write', (t) => put(t, service, generation, head, before, parts), bytes)
    return { head, bytes }
  } catch (error) {
    for (const [chunk] of packed.chunks) ring.changed.add(chunk)
    for (const [day] of packed.days) levels.changed.add(day)
    throw error
  }
}

async function put(
  t: Transaction,
  service: ServiceKey,
  generation: number,
  head: ServiceLogHead,
  before: ServiceLogHead | undefined,
  parts: readonly (readonly [number, ServiceLogPart])[],
): Promise<void> {
  const key = logKey(service)
  const generations = await mustBeLatest(t, service, generation)
  for (const [number, part] of parts) await t.put('serviceLogParts', [key, number], part)
  await t.put('serviceLogs', [key, generation + 1], seal(head))
  for (const old of generations) if (old < generation) await t.remove('serviceLogs', [key, old])
  const named = new Set([...namedBy(head), ...(before ? namedBy(before) : [])])
  for (const one of await t.keys('serviceLogParts', key)) {
    if (!named.has(one[1] as number)) await t.remove('serviceLogParts', one)
  }
}

function namedBy({ chunks, days, inputs }: ServiceLogHead): readonly number[] {
  return [...chunks, ...days].map(([, part]) => part).concat(inputs === undefined ? [] : [inputs])
}

function idsOf(inputs: LiveLog['inputs']): string {
  return inputs.map(([id]) => id).join()
}

function rising(parts: ReadonlyMap<number, number>): [number, number][] {
  return [...parts].sort(([a], [b]) => a - b)
}

/** Number of bytes to deflate at a time: each piece takes one or two milliseconds, so the page can paint in between. */
const PIECE = 65_536

/** Deflates with the browser's own zlib, which takes a third of the time of a JavaScript implementation. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<ServiceLogPart> {
  const { readable, writable } = new CompressionStream('deflate-raw')
  const [packed] = await Promise.all([new Response(readable).arrayBuffer(), feed(writable.getWriter(), bytes)])
  const deflated = new Uint8Array(packed)
  return { bytes: deflated, sum: await hash(deflated) }
}

async function feed(into: WritableStreamDefaultWriter<BufferSource>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    await into.write(bytes.subarray(at, at + PIECE))
    await yieldToMain()
  }
  await into.close()
}

function inflate(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(inflateSync(bytes))
  if (out.length > MOST_BYTES) throw new RangeError('no part of a log')
  return out
}
