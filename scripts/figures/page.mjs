/** @file The page figures: what the first load, the check, editing, training and drawing cost the person at the page. */
import { checkTime, editing, layingOut, opening } from './editing.mjs'
import { firstLoad, timeToReady } from './first-load.mjs'
import { activeLearning } from './active.mjs'
import { inputLatency, liveView } from './live-view.mjs'
import { yearOfRequests } from './operate.mjs'
import { urlUnderLoad } from './serving.mjs'
import { firstStep, framesInTraining, stepsPerSecond, underThePen } from './training-page.mjs'

/** In the order of the table. */
export const pageFigures = [
  {
    name: 'first-load',
    title: 'script requested before the page is ready, gzipped',
    goal: 'at most 300 kB',
    take: firstLoad,
  },
  { name: 'time-to-ready', title: 'from the address to a canvas that answers', take: timeToReady },
  {
    name: 'check-1000',
    title: 'check of a graph of 1,000 nodes after an edit',
    goal: 'at most 5 ms',
    take: checkTime,
  },
  {
    name: 'open-1000',
    title: 'from the address, or from another project, to 1,000 nodes that answer',
    goal: 'at most 2 s',
    take: opening,
  },
  {
    name: 'editing-1000',
    title: 'frames over 240 edits, drags, pans, undos and redos on 1,000 nodes, all in view',
    goal: 'half within 17 ms, 95 % within 50 ms',
    take: (lab) => editing(lab, { zoomed: false }),
  },
  {
    name: 'editing-1000-near',
    title: 'the same, as one works on it: zoomed to a readable size',
    goal: 'half within 17 ms, 95 % within 50 ms',
    take: (lab) => editing(lab, { zoomed: true }),
  },
  {
    name: 'layout-1000',
    title: 'tidying 1,000 nodes in a worker',
    goal: 'frames within 50 ms meanwhile; given up within 200 ms',
    take: layingOut,
  },
  {
    name: 'frames-build',
    title: 'frames while digits-cnn trains, Build room open',
    take: (lab) => framesInTraining(lab, 'build'),
  },
  {
    name: 'frames-train',
    title: 'frames while digits-cnn trains, Train room open',
    take: (lab) => framesInTraining(lab, 'train'),
  },
  {
    name: 'live-view',
    title: 'digits-cnn on WASM with the Train room open, against the Build room',
    goal: 'at least 0.97 of the steps a second; 60 frames a second',
    take: liveView,
  },
  {
    name: 'input-latency',
    title: 'from a click or a key to the next frame while digits-cnn trains, on a CPU six times slower',
    goal: '95 % within 200 ms',
    take: inputLatency,
  },
  ...[
    ['wasm', 1000],
    ['webgpu', 4000],
    ['cpu', undefined],
    ['webgl', undefined],
  ].map(([backend, mostMs]) => ({
    name: `first-step-${backend}`,
    title: `digits-cnn on ${backend}: from a click on Train to the first step done`,
    ...(mostMs ? { goal: `at most ${mostMs / 1000} s` } : {}),
    take: (lab) => firstStep(lab, backend, mostMs),
  })),
  { name: 'steps-wasm', title: 'digits-cnn on WASM, batches of 64', take: stepsPerSecond },
  {
    name: 'url',
    title: 'penguins-mlp behind a service, asked over its URL by another page',
    goal: 'P95 at most 15 ms and 300 requests a second or more with 8 in flight, none wrong',
    take: urlUnderLoad,
  },
  {
    name: 'year',
    title: 'a simulated year of a million requests through the digits service, Operate room open',
    goal: 'at most 60 s; 60 frames a second; level memory; the same log in Node',
    take: yearOfRequests,
  },
  {
    name: 'active-learning',
    title: 'accuracy over random choice when a strategy chooses what is labelled, 20 to 180 labels, ten seeds',
    take: activeLearning,
  },
  { name: 'pen', title: 'from a move of the pen to the new answer on screen', take: underThePen },
]
