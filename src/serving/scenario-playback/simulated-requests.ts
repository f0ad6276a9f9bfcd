/**
 * @file RequestSimulator: determines the content of each simulated request: its row, with drift and faults applied, and
 * its ground truth.
 */
import { log } from '../../base/exact-math'
import type { Conditions, Fault } from '../../ops/scenario/define-event'
import type { ServiceRows } from '../../protocol/serving-messages'
import { shadowShares } from '../execute-pipeline'
import type { Service } from '../open-service'
import type { InputCheck } from '../request-context'
import { chooseTarget, isShadowed, splitTargets } from '../stages/model-stages'
import type { RawRow } from '../validate-input'
import { openDriftApplier } from './apply-drift'
import { drawFor } from './queues'
import { applyFaults, type RequestFault, requestFaults } from './request-faults'
import { openRowSource, type World } from './row-source'

export interface SimulatedRequest {
  readonly row: number
  readonly slice: number
  readonly operator: number
  readonly strength: number
  readonly groundTruth: number
  readonly key: number | string
  raw(): RawRow
}

export interface RequestSimulator {
  readonly source: 'held-out' | 'world'
  make(id: number, at: number, conditions: Conditions): SimulatedRequest
  /** Returns the versions that may serve a request with these random draws. */
  versionsOf(draw: number, shadowDraw: number): readonly number[]
  wrongLabel(id: number, groundTruth: number): number
  /** Returns the milliseconds until the label of a request arrives. */
  delay(id: number, meanMinutes: number): number
  /** Call this after the diagram has changed. */
  refresh(): void
}

/** Maximum number of fault combinations that get a numeric key; further combinations get a text key. */
const MAX_FAULT_KINDS = 63
/** Maximum number of drift operator combinations that the log can index. */
const MAX_OPERATORS = 255

/** Creates the simulated requests of a service from held-out rows or from simulated rows. */
export function openRequestSimulator(
  service: Service,
  rows: ServiceRows,
  seed: number,
  simulate: World | undefined,
): RequestSimulator {
  const { dataset, train } = rows
  const first = service.versions.find((one) => one)
  if (!first) throw new Error('a service that plays has a version')
  let [rowSource, drawn] = [openRowSource(service, rows, seed, simulate), service.rows]
  const drifting = openDriftApplier(first.columns, dataset, train, seed)
  const mishapNumbers = new Map<string, number>([['', 0]])
  let stored = storedOf(service)
  let models = modelsOf(service)

  function operatorOf(drift: Conditions['drift']): number {
    return drift.length === 0 ? 0 : Math.min(MAX_OPERATORS, service.operatorIndex(drifting.name(drift)))
  }
  function mishapNumber(key: string): number {
    const known = mishapNumbers.get(key)
    if (known !== undefined) return known
    mishapNumbers.set(key, mishapNumbers.size)
    return mishapNumbers.size - 1
  }

  return {
    source: rowSource.source,
    make(id, at, conditions) {
      const { drift, faults } = conditions
      const { row, slice, groundTruth, key: own, values } = rowSource.pick(id, at, conditions)
      // Drifts that are built into the simulator apply only to simulated rows, not to rows of a dataset.
      const onLogged = rowSource.source === 'world' ? drift : drift.filter(({ operator }) => operator !== 'world')
      const operator = operatorOf(onLogged)
      const strength = Math.round((onLogged[0]?.strength ?? 0) * 32)
      const ownFaults = requestFaults(faults, seed, id)
      const stale = faults.length === 0 ? [] : staleColumns(faults, stored, at)
      const kind = ownFaults.length === 0 ? '' : faultsKey(ownFaults)
      const number = mishapNumber(kind)
      const plain = ((own * (MAX_OPERATORS + 1) + operator) * 33 + strength) * (MAX_FAULT_KINDS + 1)
      const simple = stale.length === 0 && number <= MAX_FAULT_KINDS
      const old = simple ? '' : stale.map((one) => `${one.column} ${one.minute}`).join(' ')
      return {
        row,
        slice,
        operator,
        strength,
        groundTruth,
        key: simple ? plain + number : `${plain} ${kind} ${old}`,
        raw() {
          const before = stale.map(({ column, minute }) => [column, rowSource.stored(column, minute)])
          const now = stale.length === 0 ? values() : { ...values(), ...Object.fromEntries(before) }
          return applyFaults(drifting.apply(now, own, drift), ownFaults)
        },
      }
    },
    versionsOf(draw, shadowDraw) {
      const versions: number[] = []
      for (const { model, alias, place, share, split } of models) {
        if (share !== undefined && !isShadowed(share, shadowDraw)) continue
        if (split && chooseTarget(split.config, split.behind, draw, service) !== place) continue
        const version = service.resolve(model, alias)
        if (version >= 0 && !versions.includes(version)) versions.push(version)
      }
      return versions
    },
    wrongLabel(id, groundTruth) {
      const classes = service.output.classes.length
      const draw = drawFor(seed, 'noise', id, 1)
      if (service.kind === 'classes' && classes > 1)
        return (groundTruth + 1 + Math.floor(draw * (classes - 1))) % classes
      return rowSource.otherGroundTruth(draw)
    },
    // Label delays follow an exponential distribution, which is memoryless.
    delay: (id, mean) => (mean === 0 ? 0 : -log(1 - drawFor(seed, 'delay', id)) * mean * 60_000),
    refresh() {
      stored = storedOf(service)
      models = modelsOf(service)
      if (service.rows === drawn || !service.rows) return
      drawn = service.rows
      rowSource = openRowSource(service, drawn, seed, simulate)
    },
  }
}

function storedOf({ spec }: Service): ReadonlySet<string> {
  return new Set(spec.stages.flatMap((stage) => (stage.class_name === 'Features' ? stage.config.stored : [])))
}

/** Returns the model stages, each with the conditions under which a request reaches it. */
function modelsOf(service: Service) {
  const { stages } = service.spec
  const shares = shadowShares(service.spec)
  return stages.flatMap((stage, place) => {
    if (stage.class_name !== 'Model') return []
    const { model, alias } = stage.config
    const [from] = stage.from
    const before = stage.from.length === 1 && from !== undefined ? stages[from] : undefined
    const split =
      before?.class_name === 'Split' && from !== undefined
        ? { config: before.config, behind: splitTargets(from, service) }
        : undefined
    const share = shares[place]
    return [{ model, alias, place, ...(share !== undefined && { share }), ...(split && { split }) }]
  })
}

const MINUTE_MS = 60_000

/** Returns a key that is the same for equal lists of faults. */
function faultsKey(faults: readonly RequestFault[]): string {
  return faults
    .map((one) => (one.kind === 'missing' ? `missing ${one.column}` : `${one.change} ${one.column}`))
    .join(' & ')
}

/** Returns the stale columns of the feature store, and the simulated minute at which their values were last updated. */
function staleColumns(
  faults: readonly Fault[],
  stored: ReadonlySet<string>,
  at: number,
): readonly { readonly column: string; readonly minute: number }[] {
  return faults.flatMap((fault) => {
    if (fault.kind !== 'stale' || !stored.has(fault.column)) return []
    return [{ column: fault.column, minute: Math.max(0, Math.floor(at / MINUTE_MS) - fault.minutes) }]
  })
}

// InputCache: the inputs of simulated requests with each version's predictions, computed once per distinct input.
// Requests with the same row, operator and strength have the same input, so a year of requests over a few hundred
// rows needs only a few thousand predictions.

export interface InputQuery {
  readonly key: number | string
  /** The input's row number in the dataset. */
  readonly row: number
  /** Builds the raw row; called only if the input is not cached. */
  raw(): RawRow
  /** The versions that may have to predict this input. */
  readonly versions: readonly number[]
}

export interface InputCache {
  /** Returns the entry of an input; missing predictions are available after the next `fetch`. */
  get(wish: InputQuery): InputCheck
  /** Computes missing predictions in batches; awaits `breathe` between batches, so that the worker stays responsive. */
  fetch(breathe: () => Promise<void>): Promise<void>
  /** The number of cached inputs and the number of predictions made so far. */
  readonly stats: { readonly kept: number; readonly asked: number }
}

/** Approximate size limit of the cache in bytes. */
const MAX_BYTES = 48 * 2 ** 20
/** Approximate size of an entry in bytes, without its predictions. */
const OVERHEAD_BYTES = 240
/** Rows per prediction call. */
const BATCH = 128

/** Placeholder for a prediction that has been requested. */
const PENDING = new Float32Array(0)
/** Stands for the prediction if a version cannot process the input. */
const UNREADABLE = Float32Array.of(Number.NaN)

interface PendingInput {
  readonly known: InputCheck
  readonly clean: RawRow
  readonly row: number
}

/** Creates an empty cache of at most about `mostBytes` bytes; 0 disables caching. */
export function openInputCache(service: Service, mostBytes = MAX_BYTES): InputCache {
  /** Entries in insertion order; the oldest entry is evicted first. */
  const entries = new Map<number | string, InputCheck>()
  const most = Math.floor(mostBytes / (OVERHEAD_BYTES + 4 * service.width * Math.max(1, service.versions.length)))
  let pending = new Map<number, PendingInput[]>()
  let predictedRows = 0

  return {
    get({ key, row, raw, versions }) {
      let known = entries.get(key)
      let input: ReturnType<Service['validate']> | undefined
      if (!known) {
        input = service.validate(raw())
        known = input.check
        if (most > 0) entries.set(key, known)
        if (entries.size > most)
          for (const oldest of entries.keys()) {
            entries.delete(oldest)
            break
          }
      }
      for (const version of versions) {
        const isScreened = known.flagged[version] !== undefined || !service.appliesGuards
        if (known.predictions[version] && isScreened) continue
        if (known.verdict > 0 && service.rejectsInvalid) continue
        input ??= service.validate(raw())
        const clean = input.clean[version]
        known.predictions[version] = clean ? PENDING : UNREADABLE
        if (service.appliesGuards) known.flagged[version] = false
        if (!clean) continue
        const list = pending.get(version) ?? []
        list.push({ known, clean, row })
        pending.set(version, list)
      }
      return known
    },
    async fetch(breathe) {
      if (pending.size === 0) return
      const all = pending
      pending = new Map()
      for (const [at, list] of all) {
        const version = service.versions[at]
        for (let from = 0; from < list.length; from += BATCH) {
          const part = list.slice(from, from + BATCH)
          const inputs =
            version?.encode(
              part.map(({ clean }) => clean),
              part.map((one) => one.row),
            ) ?? []
          const answers = (await version?.predict(inputs, part.length)) ?? []
          const flags = service.appliesGuards ? await version?.flags?.(inputs, part.length) : undefined
          part.forEach(({ known }, i) => {
            known.predictions[at] = answers[i] ?? UNREADABLE
            if (flags) known.flagged[at] = flags[i]
          })
          predictedRows += part.length
          await breathe()
        }
      }
    },
    get stats() {
      return { kept: entries.size, asked: predictedRows }
    },
  }
}
