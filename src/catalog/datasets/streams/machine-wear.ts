/**
 * @file Machine wear: a simulated stream of daily sensor readings from 42 machines, labeled by whether the machine
 * fails within a week. A machine is serviced at the start of each slot of 100 days, runs until it fails, and is idle
 * until the next slot.
 */
import { datasetColumnsText, datasetsText as text } from '../../../messages/en/catalog/datasets'
import { notes } from '../column-notes'
import { DAY } from './calendar'
import { type CellContext, type DrawnEvent, defineStream, streamDataset } from './define-stream'
import { normalDensity, normalized } from './random-draws'

/** The most likely lifetime of each machine model, in days. */
const MODELS = { A: 66, B: 56, C: 44 }
const SLOT = 100
/** The shortest and longest lifetimes, in days. */
const [SHORTEST, LONGEST] = [15, 95]
const MACHINES_EACH = 14
/** A machine is labeled as failing if it fails within this many days. */
const SOON = 7
/** Standard deviations of the noise of the two sensors, in mm/s and °C. */
const [SHAKE, HEAT] = [0.3, 2]

type Model = keyof typeof MODELS

const columnsText = datasetColumnsText.machineWear

export const machineStream = defineStream({
  world: 3,
  cell: DAY,
  slice: 'model',
  columns: [
    { name: 'model', type: 'category', values: Object.keys(MODELS) },
    { name: 'machine', type: 'number', about: notes.machineWear.machine },
    { name: 'age', type: 'number', unit: 'days', about: notes.machineWear.age },
    { name: 'load', type: 'number', about: notes.machineWear.load },
    { name: 'vibration', type: 'number', unit: 'mm/s' },
    { name: 'temperature', type: 'number', unit: '°C' },
  ],
  others: [{ name: 'days left', type: 'number', unit: 'days', about: notes.machineWear.daysLeft }],
  target: { name: 'fails', type: 'category', values: ['no', 'yes'], about: notes.machineWear.fails },
  drifts: {
    sensor: { kind: 'covariate', about: text.machineWear.drifts.sensor },
    wear: { kind: 'label', about: text.machineWear.drifts.wear },
  },
  eventsInCell(cell) {
    const models = Object.keys(MODELS) as Model[]
    return models.flatMap((model, i) => {
      const count = Math.round(MACHINES_EACH * cell.knobs.rate * cell.frequency(model))
      return Array.from({ length: count }, (_, k) => reading(cell, model, i + models.length * k)).flat()
    })
  },
})

/** The reading of a machine on one day; empty while the machine is idle. */
function reading(cell: CellContext, model: Model, machine: number): DrawnEvent[] {
  const { random, start } = cell
  // Draw these even for an idle machine, so that a failure does not change the random numbers of the other machines.
  const [clock, load] = [random.uniform(), Math.round(100 * (0.4 + 0.6 * random.uniform())) / 100]
  const [shakeNoise, heatNoise] = [random.normal(), random.normal()]
  const day = start / DAY + 7 * machine
  const slot = Math.floor(day / SLOT)
  const age = day - slot * SLOT
  const lifetimes = lifetimesOf(model)
  const lifetime = shortened(drawLifetime(cell.entityRandom(machine * 8192 + (slot & 8191)).uniform(), lifetimes), cell)
  if (age >= lifetime) return []
  const shift = cell.drift('sensor')
  const vibration = Math.round(100 * (vibrationAt(age / lifetime, load) + shift + SHAKE * shakeNoise)) / 100
  const temperature = Math.round(10 * (temperatureAt(age / lifetime, load) + HEAT * heatNoise)) / 10
  // The posterior probability of each possible lifetime given the reading: its prior times the likelihood of both
  // sensor values.
  const odds = normalized(
    lifetimes.map((weight, i) => {
      const days = shortened(SHORTEST + i, cell)
      if (days <= age) return 0
      return (
        weight *
        normalDensity(vibration, vibrationAt(age / days, load) + shift, SHAKE) *
        normalDensity(temperature, temperatureAt(age / days, load), HEAT)
      )
    }),
  )
  const soon = odds.reduce((sum, odd, i) => sum + (shortened(SHORTEST + i, cell) - age <= SOON ? odd : 0), 0)
  return [
    {
      time: start + Math.floor(clock * DAY),
      values: [model, machine, age, load, vibration, temperature],
      label: lifetime - age <= SOON ? 'yes' : 'no', // not text: values of a column
      others: { 'days left': lifetime - age },
      chances: [1 - soon, soon],
    },
  ]
}

/** Mean vibration in mm/s after this fraction of the lifetime. */
function vibrationAt(share: number, load: number): number {
  return 1 + 0.5 * load + 3 * share * share * share * share
}

/** Mean temperature in °C after this fraction of the lifetime. */
function temperatureAt(share: number, load: number): number {
  return 40 + 12 * load + 12 * share * share * share
}

const known = new Map<Model, readonly number[]>()

/**
 * Prior probability of each lifetime from 15 to 95 days: triangular, with its peak at the model's most likely lifetime.
 */
function lifetimesOf(model: Model): readonly number[] {
  const weights = known.get(model) ?? lifetimeWeights(MODELS[model])
  known.set(model, weights)
  return weights
}

function lifetimeWeights(top: number): readonly number[] {
  return normalized(
    Array.from({ length: LONGEST - SHORTEST + 1 }, (_, i) => {
      const days = SHORTEST + i
      return days <= top ? (days - SHORTEST + 1) / (top - SHORTEST + 1) : (LONGEST - days + 1) / (LONGEST - top + 1)
    }),
  )
}

function drawLifetime(uniform: number, lifetimes: readonly number[]): number {
  let left = uniform
  const at = lifetimes.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return at < 0 ? LONGEST : SHORTEST + at
}

/** A lifetime in days, shortened according to the current wear drift. */
function shortened(days: number, cell: CellContext): number {
  return Math.max(1, Math.round(days * (1 - 0.33 * cell.drift('wear'))))
}

export const machineWear = streamDataset({
  id: 'machine-wear',
  text: text.machineWear,
  rows: 8_000,
  stream: machineStream,
  ignore: ['machine'],
  known: [
    { code: 'imbalance', columns: ['fails'], why: text.machineWear.rareFailure },
    {
      code: 'group-across-parts',
      columns: ['machine'],
      why: text.machineWear.sameMachines,
    },
  ],
  columnAbout: { ...columnsText, fails: columnsText.fails({ days: SOON }) },
})
