/**
 * @file UI text for the Labels tab: the queue of requests to label, the label form, the dataset made from labels, and
 * labeling strategies.
 */
import { defineText } from '../../define'
import { count, counted, commaList, number, percent, oneDecimal } from '../../format'

const points = (share: number) => oneDecimal(100 * share)

export const labelsText = defineText('operate/labels', {
  empty: {
    title: 'Nothing to label yet',
    body: 'Requests that a person should check appear here: the service abstained, versions disagree, the input is unusual, or the model is not confident. You can label each with one key.',
  },
  request: 'Request to label',
  loading: 'Searching the log…',
  done: 'Every request in the log has been labeled or skipped. More arrive while the scenario plays.',
  doneForReason: (a: { reason: string }) => `No requests left to label for this reason: ${a.reason}.`,
  notServing: 'Start the service to add labels. They are saved in its request log.',
  serve: 'Start service',

  queue: {
    label: 'Queue',
    order: 'Order',
    reason: 'Reason',
    anyReason: 'Any reason',
    progress: (a: { labeled: number; now: number; waiting: number; skipped: number; unclear: number }) =>
      commaList([
        `<b>${count(a.labeled)}</b> labeled manually`,
        ...(a.now > 0 ? [`${count(a.now)} since you opened this tab`] : []),
        ...(a.waiting >= 30 ? ['more than 30 waiting'] : a.waiting > 0 ? [`${count(a.waiting)} waiting`] : []),
        ...(a.skipped + a.unclear > 0 ? [`${count(a.skipped)} skipped`, `${count(a.unclear)} unclear`] : []),
      ]),
  },
  reasons: {
    wanted: { title: 'Sent from Drift', about: 'You sent it here from the Drift tab' },
    corrected: { title: 'Reported as wrong', about: 'The caller reported a wrong prediction' },
    abstained: { title: 'Abstained', about: 'The service abstained or used the fallback' },
    disagrees: { title: 'Versions disagree', about: 'Two versions made different predictions' },
    unlike: { title: 'Unusual input', about: 'The input is very different from typical inputs' },
    unsure: { title: 'Low confidence', about: 'The model was not confident in its prediction' },
    drawn: { title: 'Other', about: 'There is no special reason to check this request' },
  },
  strategies: {
    'least confident': {
      title: 'Least confident',
      about: 'For each reason, starts with the requests whose most likely class has the lowest probability',
    },
    margin: {
      title: 'Margin',
      about:
        'For each reason, starts with the requests whose two most likely classes have the most similar probabilities',
    },
    entropy: {
      title: 'Entropy',
      about: 'For each reason, starts with the requests whose probability is spread most evenly over the classes',
    },
    diverse: {
      title: 'Diverse',
      about: 'Selects requests whose predictions differ most from each other',
    },
    random: { title: 'Random', about: 'Requests in random order' },
  },

  form: {
    classes: 'Classes',
    requestNumber: (a: { request: number }) => `Request ${a.request}`,
    requestOfSlice: (a: { request: number; slice: string }) => `Request ${a.request}, ${a.slice}`,
    probability: (a: { share: number }) => percent(a.share),
    value: 'Correct value',
    label: 'Label',
    prediction: (a: { value: number }) => `Prediction: ${number(a.value, 4)}`,
    skip: 'Skip',
    spaceKey: 'Space',
    unclear: 'Can’t tell',
    back: 'Back',
    done: {
      labeled: (a: { request: number; label: string | number }) => `${a.request}: ${a.label}`,
      skipped: (a: { request: number }) => `${a.request} skipped`,
      unclear: (a: { request: number }) => `${a.request} marked as unclear`,
    },
  },

  input: {
    label: (a: { request: number }) => `Input of request ${a.request}`,
    image: (a: { request: number }) => `Request ${a.request}`,
    imageColumn: (a: { request: number; column: string }) => `Request ${a.request}: ${a.column}`,
    gone: 'The input is no longer in the log.',
    onlyLogged: 'Only these values were logged.',
    drifted: (a: { change: string }) => `Shown as it arrived, with drift (${a.change}).`,
    scenarioChanged: 'The scenario has changed since this request. Shown without drift.',
    missing: 'missing',
    first: (a: { values: readonly string[]; all: number }) => `${commaList(a.values)}, … (${counted(a.all, 'value')})`,
  },

  dataset: {
    title: 'Train on your labels',
    about:
      'Creates a dataset that combines the service’s dataset with your labeled requests. These requests are held-out examples. If you train a model on them, use other examples to evaluate it.',
    create: (a: { labels: number }) => `Create dataset with ${counted(a.labels, 'label')}`,
    creating: 'Creating…',
    created: (a: { added: number }) => `${counted(a.added, 'labeled example')} added.`,
    createdWithout: (a: { added: number; without: number }) =>
      `${counted(a.added, 'labeled example')} added. ${counted(a.without, 'request was', 'requests were')} skipped because the input is no longer in the log.`,
    use: { label: 'Use it in this project', about: 'The project will train on it' },
  },

  compare: {
    title: 'How many labels does a strategy save?',
    measure: 'Measure on this dataset',
    measureAgain: 'Measure again',
    stop: 'Stop',
    comparing: 'Comparing strategies',
    progress: (a: { share: number }) => percent(a.share, 0),
    strategy: 'Strategy',
    gain: { head: 'Gain', about: 'Mean accuracy over all rounds, minus that of random selection' },
    needed: {
      head: 'Labels needed',
      about: (a: { all: number }) =>
        `How many labels this strategy needs to reach the accuracy of random selection with ${counted(a.all, 'label')}`,
      some: (a: { labels: number }) => count(a.labels),
      moreThan: (a: { labels: number }) => `over ${count(a.labels)}`,
    },
    gained: (a: { mean: number; low: number; high: number }) =>
      `${points(a.mean)} (${points(a.low)} to ${points(a.high)})`,
    noGain: '0',
    about: (a: { dataset: string; from: number; to: number; seeds: number; tested: number }) =>
      `On ${a.dataset}: percentage points of accuracy above random selection, with 95% intervals. A small network is trained with ${count(a.from)} to ${count(a.to)} labels and ${counted(a.seeds, 'seed')}, and tested on ${counted(a.tested, 'other example')}.`,
  },
})
