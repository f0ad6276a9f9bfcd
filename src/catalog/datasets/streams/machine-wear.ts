/**
 * @file Machines wearing out: what sensors on 42 machines read once a day, and whether each fails within a week. A machine is served at
 * the beginning of its slot of 100 days, runs for so many days as its life has, then stands until the next.
 */
import { DAY } from './calendar'
import { bell, shares } from './chance'
import { defineStream, type Drawn, type Scene } from './define-stream'
import { streamDataset } from './stream-dataset'

/** Days of a life that are likeliest, by model. */
const MODELS = { A: 66, B: 56, C: 44 }
const SLOT = 100
const [SHORTEST, LONGEST] = [15, 95]
const MACHINES_EACH = 14
/** Failing within so many days is what is asked. */
const SOON = 7
/** Noise of the two sensors. */
const [SHAKE, HEAT] = [0.3, 2]

type Model = keyof typeof MODELS

export const machineStream = defineStream({
  world: 3,
  cell: DAY,
  slice: 'model',
  columns: [
    { name: 'model', type: 'category', values: Object.keys(MODELS) },
    { name: 'machine', type: 'number', about: 'Its number.' },
    { name: 'age', type: 'number', unit: 'days', about: 'Since it was served.' },
    { name: 'load', type: 'number', about: 'Of the day, 0.4 to 1.' },
    { name: 'vibration', type: 'number', unit: 'mm/s' },
    { name: 'temperature', type: 'number', unit: '°C' },
  ],
  others: [{ name: 'days left', type: 'number', unit: 'days', about: 'Until it fails.' }],
  target: { name: 'fails', type: 'category', values: ['no', 'yes'], about: `Within ${SOON} days.` },
  drifts: {
    sensor: { kind: 'covariate', about: 'Vibration is read up to 1 mm/s too high.' },
    wear: { kind: 'label', about: 'Lives are up to a third shorter.' },
  },
  happen(scene) {
    const models = Object.keys(MODELS) as Model[]
    return models.flatMap((model, i) => {
      const count = Math.round(MACHINES_EACH * scene.knobs.rate * scene.often(model))
      return Array.from({ length: count }, (_, k) => reading(scene, model, i + models.length * k)).flat()
    })
  },
})

/** The reading of a machine on a day; none while it stands. */
function reading(scene: Scene, model: Model, machine: number): Drawn[] {
  const { random, start } = scene
  // Drawn whether it runs or not, so that one machine's end moves nothing of the others.
  const [clock, load] = [random.uniform(), Math.round(100 * (0.4 + 0.6 * random.uniform())) / 100]
  const [shake, heat] = [random.normal(), random.normal()]
  const day = start / DAY + 7 * machine
  const slot = Math.floor(day / SLOT)
  const age = day - slot * SLOT
  const lives = weights(model)
  const life = lived(draw(scene.part(machine * 8192 + (slot & 8191)).uniform(), lives), scene)
  if (age >= life) return []
  const shift = scene.drift('sensor')
  const vibration = Math.round(100 * (shaking(age / life, load) + shift + SHAKE * shake)) / 100
  const temperature = Math.round(10 * (warmth(age / life, load) + HEAT * heat)) / 10
  // What the reading says of every life that may be: how likely it is, times how well both sensors go with it.
  const odds = shares(
    lives.map((weight, i) => {
      const days = lived(SHORTEST + i, scene)
      if (days <= age) return 0
      return (
        weight *
        bell(vibration, shaking(age / days, load) + shift, SHAKE) *
        bell(temperature, warmth(age / days, load), HEAT)
      )
    }),
  )
  const soon = odds.reduce((sum, odd, i) => sum + (lived(SHORTEST + i, scene) - age <= SOON ? odd : 0), 0)
  return [
    {
      time: start + Math.floor(clock * DAY),
      values: [model, machine, age, load, vibration, temperature],
      label: life - age <= SOON ? 'yes' : 'no',
      others: { 'days left': life - age },
      chances: [1 - soon, soon],
    },
  ]
}

function shaking(share: number, load: number): number {
  return 1 + 0.5 * load + 3 * share * share * share * share
}

function warmth(share: number, load: number): number {
  return 40 + 12 * load + 12 * share * share * share
}

/** How likely each life of 15 to 95 days is: a gable over the model's likeliest. */
function weights(model: Model): number[] {
  const top = MODELS[model]
  return shares(
    Array.from({ length: LONGEST - SHORTEST + 1 }, (_, i) => {
      const days = SHORTEST + i
      return days <= top ? (days - SHORTEST + 1) / (top - SHORTEST + 1) : (LONGEST - days + 1) / (LONGEST - top + 1)
    }),
  )
}

function draw(uniform: number, lives: readonly number[]): number {
  let left = uniform
  const at = lives.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return at < 0 ? LONGEST : SHORTEST + at
}

/** The days of a life under the wear of the moment. */
function lived(days: number, scene: Scene): number {
  return Math.max(1, Math.round(days * (1 - 0.33 * scene.drift('wear'))))
}

export const machineWear = streamDataset({
  id: 'machine-wear',
  title: 'Machines wearing out',
  rows: 8_000,
  stream: machineStream,
  ignore: ['machine'],
  known: [
    { code: 'imbalance', columns: ['fails'], why: 'A machine runs for weeks before its last one.' },
    {
      code: 'group-across-parts',
      columns: ['machine'],
      why: 'The same machines go on: learnt from in the past, asked about later. Their number is left aside.',
    },
  ],
  about: 'What sensors on the same 42 machines read day by day. By one reading nobody can be right on more than 97 %.',
})
