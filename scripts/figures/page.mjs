/** @file The page figures: first load, check, editing, training, serving, and drawing. */
import { checkTime, editing, layingOut, opening } from './editing.mjs'
import { firstLoad, timeToReady } from './first-load.mjs'
import { activeLearning } from './active.mjs'
import { frames300, inputLatency, liveNodes, liveView } from './live-view.mjs'
import { yearOfRequests } from './operate.mjs'
import { urlUnderLoad } from './serving.mjs'
import { firstStep, framesInTraining, stepsPerSecond, penLatency } from './training-page.mjs'

/** The figures in the order of the table. */
export const pageFigures = [
  {
    name: 'first-load',
    title: 'script requested before the page is ready, gzipped',
    goal: 'at most 300 kB',
    take: firstLoad,
  },
  { name: 'time-to-ready', title: 'from navigation to an interactive canvas', take: timeToReady },
  {
    name: 'check-1000',
    title: 'check of a network of 1,000 nodes after an edit',
    goal: 'at most 5 ms',
    take: checkTime,
  },
  {
    name: 'open-1000',
    title: 'time to open 1,000 nodes, after a reload or from another project',
    goal: 'at most 2 s',
    take: opening,
  },
  {
    name: 'editing-1000',
    title: 'frames during 240 edits, drags, pans, undos, and redos on 1,000 nodes, all in view',
    goal: '50% within 17 ms, 95% within 50 ms',
    take: (lab) => editing(lab, { zoomed: false }),
  },
  {
    name: 'editing-1000-near',
    title: 'the same, zoomed to a readable size',
    goal: '50% within 17 ms, 95% within 50 ms',
    take: (lab) => editing(lab, { zoomed: true }),
  },
  {
    name: 'layout-1000',
    title: 'layout of 1,000 nodes in a worker',
    goal: 'frames within 50 ms meanwhile; canceled within 200 ms',
    take: layingOut,
  },
  {
    name: 'frames-build',
    title: 'frames while digits-cnn trains, Build page open',
    take: (lab) => framesInTraining(lab, 'build'),
  },
  {
    name: 'frames-train',
    title: 'frames while digits-cnn trains, Train page open',
    take: (lab) => framesInTraining(lab, 'train'),
  },
  {
    name: 'live-view',
    title: 'digits-cnn on WASM with the Train page open, compared with the Build page',
    goal: 'at least 0.97 of the steps per second; 60 fps',
    take: liveView,
  },
  {
    name: 'live-nodes',
    title: 'digits-cnn on WASM with values on nodes and wires, compared with none',
    goal: 'at least 0.97 of the steps per second; 60 fps',
    take: liveNodes,
  },
  {
    name: 'frames-300',
    title: 'frames while a network of 300 layers trains, with values on its nodes and wires',
    goal: '60 fps: 50% within 17 ms, 95% within 34 ms',
    take: frames300,
  },
  {
    name: 'input-latency',
    title: 'from a click or a key to the next frame while digits-cnn trains, on a CPU six times slower',
    goal: '95% within 200 ms',
    take: inputLatency,
  },
  ...[
    ['wasm', 1000],
    ['webgpu', 4000],
    ['cpu', undefined],
    ['webgl', undefined],
  ].map(([backend, mostMs]) => ({
    name: `first-step-${backend}`,
    title: `digits-cnn on ${backend}: from a click on Train to the first completed step`,
    ...(mostMs ? { goal: `at most ${mostMs / 1000} s` } : {}),
    take: (lab) => firstStep(lab, backend, mostMs),
  })),
  { name: 'steps-wasm', title: 'digits-cnn on WASM, batches of 64', take: stepsPerSecond },
  {
    name: 'url',
    title: 'penguins-mlp served to another page over its URL',
    goal: 'P95 at most 15 ms and at least 300 requests/s with 8 in flight, no wrong reply',
    take: urlUnderLoad,
  },
  {
    name: 'year',
    title: 'a simulated year with a million requests to the digits service, Operate page open',
    goal: 'at most 60 s; 60 fps; no memory growth; the same log in Node',
    take: yearOfRequests,
  },
  {
    name: 'active-learning',
    title: 'accuracy gain of active learning over random sampling, 20 to 180 labels, ten seeds',
    take: activeLearning,
  },
  { name: 'pen', title: 'from a pen move to the new prediction on screen', take: penLatency },
]
