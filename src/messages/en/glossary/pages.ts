/** @file What each page is for, and what to do on it first. */
import { defineText } from '../../define'

export const pageHelpText = defineText('glossary/pages', {
  title: (a: { page: string }) => `What is ${a.page}?`,
  first: 'Start with',
  terms: 'Terms on this page',
  glossary: 'All terms',
  about: {
    build: 'Here you draw the network. Each box is a layer, and wires carry numbers from layer to layer.',
    data: 'Here are the examples that the network is trained on: what is in them, what is wrong, and how they are split.',
    train: 'Here you choose how to train, follow the loss, and compare runs.',
    evaluate: 'Here you see how good the network is on examples that it was not trained on, and where it fails.',
    operate: 'Here a saved model answers simulated requests as a service, with alerts, drift, and new versions.',
    machine: 'Here you see how fast this computer trains, and what is stored on it.',
  },
  actions: {
    train: 'Train the network',
    outline: 'List the layers',
    cost: 'Color the layers by cost',
    report: 'Check the data',
    rows: 'Look at the examples',
    split: 'See the split',
    sanity: 'Check with one batch',
    baselines: 'Compare with simple models',
    evaluate: 'Evaluate on the validation set',
    failures: 'See the mistakes',
    certainty: 'Ask how sure it is',
    diagram: 'Look at the service',
    live: 'Watch requests',
    drills: 'Practice in a drill',
    probe: 'Look for a GPU again',
    persist: 'Keep stored data from being deleted',
    build: 'Go back to the network',
  },
})
