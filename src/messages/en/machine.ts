/**
 * @file UI text for the page "This machine": what this browser can do, what is saved in it, the backends and their
 * speed, and the engines.
 */
import { defineText } from '../define'
import { byteSize, count, counted, duration, list, number, wait } from '../format'
import { chartsText } from './charts'
import { engineDevice, engineName } from './engine-names'

/** Formats the size of a difference with one digit: 3e−8. */
const size = (difference: number) => number(difference, 1)

/** The name of an engine that is given as an id and a device: "exact CPU (WebAssembly SIMD)". */
function engineOnDevice(engine: string): string {
  const [, id = engine, device] = /^(.*?) \((?:tf\.js )?(.*)\)$/.exec(engine) ?? []
  return device === undefined ? engineName(id) : `${engineName(id)} (${engineDevice(device)})`
}

export const machineText = defineText('machine', {
  page: {
    about: 'Check this page before class: nothing should be marked "Missing". A "Note" is only a limitation.',
    probe: 'Check again',
  },
  checks: {
    label: 'Checks',
    status: { good: 'Ready', note: 'Note', bad: 'Missing', waiting: 'Checking' },
    secure: {
      title: 'Secure address',
      yes: 'This address uses https or localhost, so all browser features are available.',
      no: 'This address uses plain HTTP, so there is no GPU and no offline use. Training still runs on WASM.',
    },
    worker: {
      title: 'Background training',
      yes: 'Training runs in the background, so Netloom stays responsive.',
      no: 'This browser has no web workers, so it cannot train. Use a newer browser.',
    },
    simd: {
      title: 'WASM SIMD',
      yes: 'Fast training without a GPU.',
      no: 'This browser has no WASM SIMD, so training without a GPU is slow. Use a newer browser.',
    },
    gpu: {
      title: 'GPU',
      looking: 'Looking for a GPU…',
      yes: (a: { adapter: string }) => `WebGPU on ${a.adapter}.`,
      emulated: (a: { adapter: string }) =>
        `The GPU is emulated on the CPU (${a.adapter}). Netloom uses WASM, which is faster.`,
      /** `why` is a complete sentence. */
      no: (a: { why: string }) => `${a.why} Training runs on WASM.`,
      insecure: 'WebGPU needs https or localhost. Training runs on WASM.',
    },
    storage: {
      title: 'Storage',
      yes: 'The browser keeps saved data until you delete it.',
      no: 'The browser may delete saved data if it runs low on space.',
    },
    offline: {
      title: 'Offline',
      yes: 'Netloom opens without an internet connection, with every dataset that you have used here.',
      notYet: 'Not yet: Netloom is still being saved for offline use, or this is a development server.',
      insecure: 'Offline use needs https or localhost.',
    },
  },

  saved: {
    title: 'Saved on this device',
    size: (a: { bytes: number }) => byteSize(a.bytes),
    ask: 'Ask the browser to keep data',
    none: 'None yet',
    /** The names of datasets, and their size. */
    listed: (a: { titles: readonly string[]; bytes: number }) => `${list(a.titles)} (${byteSize(a.bytes)})`,
    downloads: 'Downloaded datasets',
    noDownloads: 'None yet. A dataset is saved when you use it.',
    freeDownloads: 'Delete downloads',
    freeDownloadsTip: 'Deletes the datasets that are not in use. They are downloaded again when you use them.',
    own: 'Your datasets',
    openData: 'Go to Data',
    runs: 'Runs',
    runCount: (a: { runs: number; bytes: number }) => `${counted(a.runs, 'run')} (${byteSize(a.bytes)} of checkpoints)`,
    freeCheckpoints: 'Delete checkpoints of other projects',
    confirm: {
      question: (a: { bytes: number }) =>
        `Delete ${byteSize(a.bytes)} of weights? The runs of other projects keep their results, but cannot be resumed or used to predict.`,
      remove: 'Delete',
      keep: 'Keep',
    },
    models: 'Models',
    modelCount: (a: { versions: number }) => counted(a.versions, 'saved version'),
    permanent: 'Permanent',
    isPermanent: 'Yes. The browser keeps the data until you delete it.',
    notPermanent: 'Not guaranteed: the browser may delete the data if it runs low on space. Export a file to be safe.',
  },

  memory: {
    title: 'Data kept in memory',
    about: 'For your own datasets',
    most: 'Limit',
    busy: 'Stop the run to change this.',
    why: 'If a dataset is larger than this, its images and series are read batch by batch during training. This is slower, but the results are exactly the same.',
  },

  backends: {
    title: 'Training backend',
    about: 'A change applies to the next run',
    measure: 'Measure speed',
    measuring: (a: { backend: string }) => `Measuring ${a.backend}…`,
    busy: 'Speed can be measured only when no run is in progress.',
    fastest: 'Fastest reliable option (recommended)',
    fastestAbout: 'WebGPU if there is a real GPU. If not, WASM, then WebGL, then plain JavaScript.',
    looking: 'Looking for backends…',
    missing: 'Not available',
    emulated: (a: { adapter: string }) => `${a.adapter}, emulated on the CPU (slow)`,
    speed: (a: { stepsPerSecond: number; firstStepMs: number; digitsSeconds: number }) =>
      `${chartsText.speed(a)} on a small network, first step after ${duration(a.firstStepMs)}. <b>The digits example takes about ${wait(a.digitsSeconds)} here</b> (estimate).`,
  },

  gradients: {
    check: 'Check gradients',
    checkOn: (a: { backend: string }) => `Check gradients on ${a.backend}`,
    busy: 'Checking gradients…',
    unknown: 'Gradients could not be checked here.',
    correct: (a: { layers: number }) => `Gradients correct: all ${counted(a.layers, 'layer')}.`,
    /** `more` counts further layers with wrong gradients that are not named. */
    wrong: (a: { wrong: number; layers: number; names: readonly string[]; more: number }) =>
      `Incorrect gradients on this backend: ${count(a.wrong)} of ${counted(a.layers, 'layer')} (${list(a.more > 0 ? [...a.names, `${count(a.more)} more`] : a.names)}). Choose another backend for networks that use these layers.`,
  },

  parity: {
    title: 'Compare engines',
    about: 'One batch of the open project, layer by layer',
    compare: 'Compare',
    busy: 'Comparing…',
    engines: (a: { first: string; second: string }) => `${engineOnDevice(a.first)} and ${engineOnDevice(a.second)}`,
    why: 'Compares the CPU with the GPU, or with TensorFlow.js if there is no GPU. Results should differ only by rounding.',
    problem: 'Fix the problem in the network first.',
    none: 'There are no layers to compare.',
    equalLoss: (a: { layer: string; difference: number }) =>
      `The engines agree: the loss is equal. The largest difference is in ${a.layer}: ${size(a.difference)} relative to the largest value in that layer.`,
    agree: (a: { lossDifference: number; layer: string; difference: number }) =>
      `The engines agree: the loss differs by ${size(a.lossDifference)}. The largest difference is in ${a.layer}: ${size(a.difference)} relative to the largest value in that layer.`,
    /** `gpu` says whether one of the engines uses the GPU. */
    differ: (a: { lossDifference: number; layer: string; difference: number; gpu: boolean }) =>
      `The engines differ by more than rounding: the loss differs by ${size(a.lossDifference)}. The largest difference is in ${a.layer}: ${size(a.difference)} relative to the largest value in that layer.${a.gpu ? ' Until this is fixed, choose WASM under Training backend.' : ''}`,
    byLayer: 'Differences by layer',
    layer: 'Layer',
    output: 'Output',
    gradient: 'Gradient',
    difference: (a: { difference: number }) => size(a.difference),
  },
})
