/** @file Sample records for storage tests. */
import type { KerasModel } from '../catalog/keras-json'
import type { ProjectContent } from '../compile/project'
import type { WeightSet } from '../data/training-job'
import { openLevels } from '../ops/log/aggregates'
import { makeRequestBuffer } from '../ops/log/request-buffer'
import type { AliasMove } from './alias-records'
import type { NewSet, SetRecord, StoredChunk } from './dataset-records'
import type { CheckpointRecord, LibraryRecord, ModelRecord, ProjectRecord, RunRecord, VersionRecord } from './records'
import type { LiveLog, ServiceLogHead } from './service-log-records'

const content: ProjectContent = {
  name: 'Digits',
  networks: [
    {
      name: 'main',
      drawing: {
        nodes: [{ id: 'a', kind: 'input', label: 'Points', params: {}, position: { x: 0, y: 0 } }],
        wires: [],
      },
    },
  ],
  data: { dataset: 'moons', seed: 7 },
  plan: {
    loss: { kind: 'binaryCrossentropy' },
    optimizer: { kind: 'adam' },
    learningRate: 0.01,
    batchSize: 32,
    epochs: 5,
    split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
    seed: 7,
  },
}

const kerasModel: KerasModel = {
  class_name: 'Model',
  config: { name: 'network', layers: [], input_layers: [], output_layers: [] },
  keras_version: '2.0.0',
  backend: 'tensor_flow.js',
}

/** A project at a revision; a different `name` makes its content different. */
export function project(id: string, revision = 0, name = 'Digits'): ProjectRecord {
  return {
    id,
    revision,
    content: { ...content, name },
    drawingVersion: 3,
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: `2025-01-02T00:00:0${Math.min(revision, 9)}.000Z`,
  }
}

export function run(id: string, ofProject: string, startedAt = '2025-01-01T00:00:00.000Z'): RunRecord {
  return {
    id,
    project: ofProject,
    name: id,
    startedAt,
    tag: 'done',
    content,
    drawingVersion: 1,
    steps: 10,
    history: [{ epoch: 1, loss: 0.5, metrics: { accuracy: 0.9 } }],
    metrics: null,
  }
}

/** A set of four weights, starting with `first`. */
export function weights(first: number): WeightSet {
  return { specs: [{ name: 'dense_1/kernel', shape: [2, 2] }], data: Float32Array.of(first, -0, 1e-40, 3) }
}

/** A checkpoint with everything needed to resume. */
export function checkpoint(ofRun: string, step: number, keep?: 'best' | 'milestone'): CheckpointRecord {
  return {
    ...firstCheckpoint(ofRun, step),
    savedAt: '2025-01-01T00:00:01.000Z',
    ...(keep ? { keep } : {}),
    mark: {
      step,
      updates: step,
      epoch: 1,
      learningRate: 0.01,
      totals: { weighted: 0.1, rows: 4, sums: [0.1], known: [4] },
      watch: { best: 0.5, worse: 0 },
      history: [{ epoch: 1, loss: 1 / step, validationLoss: 2 / step, metrics: {} }],
      seconds: 1.5,
    },
    state: { slots: Float32Array.of(step, 1, 2, 3, 4, 5, 6, 7), average: Float32Array.of(-0, step) },
  }
}

/** A checkpoint as the first version stored it, with only weights. */
export function firstCheckpoint(ofRun: string, step: number): CheckpointRecord {
  return {
    run: ofRun,
    step,
    epoch: 1,
    model: kerasModel,
    pipeline: { inputs: [], outputs: [] },
    weights: weights(step),
    hash: `of step ${step}`,
  }
}

export function model(name: string, first = 1): Omit<ModelRecord, 'version' | 'createdAt'> {
  return {
    name,
    model: kerasModel,
    pipeline: { inputs: [], outputs: [] },
    weights: weights(first),
    hash: 'h',
    metrics: null,
    content,
  }
}

/** A move of the champion alias. */
export function aliasMove(ofModel: string, number: number, to: number): AliasMove {
  const at = '2025-01-01T00:00:00.000Z'
  return {
    model: ofModel,
    number,
    at,
    alias: 'champion',
    to,
    kind: 'move',
    by: 'a test',
    why: '',
    now: { champion: to },
  }
}

/** A version of a project. */
export function version(ofProject: string, number: number): VersionRecord {
  return { project: ofProject, number, name: `Version ${number}`, at: '2025-01-01T00:00:00.000Z', content }
}

/** A library block as stored, with arbitrary values. */
export function libraryBlock(id: string, ofVersion: number): LibraryRecord {
  const node = { params: {}, position: { x: 0, y: 0 } }
  return {
    id,
    version: ofVersion,
    name: 'Stem',
    at: '2025-01-01T00:00:00.000Z',
    block: {
      id,
      name: 'Stem',
      params: {},
      inside: {
        nodes: [
          { ...node, id: 'in', kind: 'block-in', label: 'In' },
          { ...node, id: 'out', kind: 'block-out', label: 'Out' },
        ],
        wires: [{ id: 'w', from: 'in', to: 'out', port: 0 }],
      },
    },
    within: [],
  }
}

/** A new dataset with one column, stored in these chunks. */
export function newSet(id: string, chunks: readonly StoredChunk[] = []): NewSet {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const schema: NewSet['schema'] = {
    id,
    title: `Set ${id}`,
    kind: 'table',
    columns: [{ name: 'x', type: 'number' }],
    rows,
    testRows: 0,
    target: 'x',
    ignore: [],
  }
  return {
    id,
    title: `Set ${id}`,
    card: { about: '', licence: '', source: 'a.csv' },
    base: { kind: 'chunks', schema, chunks },
    schema,
    steps: [],
    undone: [],
    slices: [],
    versions: [],
  }
}

/** A stored dataset, with one column in these chunks. */
export function keptSet(id: string, chunks: readonly StoredChunk[] = []): SetRecord {
  const at = '2025-01-01T00:00:00.000Z'
  return { ...newSet(id, chunks), revision: 1, createdAt: at, updatedAt: at }
}

/** The head of an empty service log. */
export function serviceLogHead(service: string): ServiceLogHead {
  return {
    service,
    book: {
      stages: ['source', 'log'],
      slices: ['all'],
      versions: [],
      operators: [''],
      verdicts: [''],
      classes: ['a', 'b'],
      timing: { stages: [0.1, 0.1], models: {} },
    },
    seed: 7,
    through: 5000,
    link: { sum: '', minute: 0 },
    changes: [],
    widths: { width: 2, stages: 2 },
    next: 0,
    today: 0,
    chunks: [],
    days: [],
    part: 0,
  }
}

/** A service log to save: empty, with everything marked as changed. */
export function liveLog(through: number): LiveLog {
  const { book, seed, link, changes } = serviceLogHead('digits')
  const ring = makeRequestBuffer({ width: 2, stages: 2 }, 10)
  const levels = openLevels()
  ring.changed.add(0)
  levels.changed.add(0)
  return { book, seed, through, link, changes, annotations: { acts: [{ act: 'silence' }] }, ring, levels, inputs: [] }
}
