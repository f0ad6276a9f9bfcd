/** @file UI text for the scenario events: the name, the effect, and the settings of each kind. */
import { defineText } from '../../define'

export const scenarioEventsText = defineText('operate/scenario-events', {
  rate: {
    title: 'Requests',
    summary: 'Requests arrive at random times, at this average rate.',
    perMinute: { label: 'Requests per minute' },
  },
  daily: {
    title: 'Daily cycle',
    summary: 'Traffic peaks at one time of day and is lowest 12 hours later.',
    depth: { label: 'Amplitude', help: 'How far traffic rises above and falls below the average. 0.6 means ±60%.' },
    peak: { label: 'Peak hour', help: 'Hour of the day, from 0 to 24.' },
  },
  weekly: {
    title: 'Weekly cycle',
    summary: 'Traffic peaks on one day of the week and is lowest half a week later.',
    depth: { label: 'Amplitude', help: 'How far traffic rises above and falls below the average. 0.3 means ±30%.' },
    peak: { label: 'Peak day' },
  },
  burst: {
    title: 'Burst',
    summary: 'Multiplies traffic for a while. A multiplier below 1 reduces traffic.',
    times: { label: 'Multiplier' },
    shape: {
      label: 'Shape',
      help: 'Flat: the full multiplier from start to end. Peak: rises to the multiplier and falls back.',
    },
  },
  share: {
    title: 'More of a slice',
    summary:
      'This share of all requests comes from one slice. The other requests are chosen as usual, so some can be in the slice too.',
    slice: { label: 'Slice', help: 'The name of a slice, or a condition such as age < 30.' },
    share: { label: 'Share of requests' },
  },
  drift: {
    title: 'Drift',
    summary: 'Changes the inputs with an operation from the Data page. The curve sets the strength over time.',
    operator: {
      label: 'Operation',
      help: '"brightness" makes all images darker and lowers their contrast. "generator" applies a drift that the dataset’s generator defines.',
    },
    column: { label: 'What changes', help: 'Leave empty to change everything the operation can change.' },
    strength: { label: 'Strength' },
    amount: { label: 'Amount', help: 'The amount at full strength, as a multiple of the default on the Data page.' },
  },
  slow: {
    title: 'Slow replica',
    summary: 'One replica is slower: the time for each of its requests is multiplied by the slowdown factor.',
    replica: { label: 'Replica' },
    times: { label: 'Slowdown factor' },
  },
  crash: {
    title: 'Crash',
    summary: 'Replicas are down until the event ends. They then start cold.',
    replicas: { label: 'Replicas' },
  },
  start: {
    title: 'Slow start',
    summary: 'Starting a replica takes this much longer. Replicas that are already warm are not affected.',
    seconds: { label: 'Extra seconds' },
  },
  deploy: {
    title: 'Bad deploy',
    summary:
      'Deploys one of five bad models. The bad model replaces the challenger, or the champion if the challenger gets no traffic. It stays until you roll it back.',
    model: { label: 'Model' },
    slice: {
      label: 'Slice',
      help: 'Applies only to the model that does worse on one slice. Leave empty to use the smallest slice.',
    },
  },
  stale: {
    title: 'Stale feature',
    summary: 'A column from the feature store has an outdated value.',
    column: { label: 'Column' },
    minutes: { label: 'Age in minutes' },
  },
  schema: {
    title: 'Schema change',
    summary: 'Clients rename a column, drop it, send it as text, or reorder the columns.',
    change: { label: 'Change' },
    changes: { renamed: 'renamed', dropped: 'dropped', 'as text': 'as text', reordered: 'reordered' },
    column: { label: 'Column', help: 'Leave empty to use the first column.' },
    share: { label: 'Share of requests' },
  },
  missing: {
    title: 'Missing column',
    summary: 'A share of the requests arrives without one of its columns.',
    column: { label: 'Column' },
    share: { label: 'Share of requests' },
  },
  delay: {
    title: 'Label delay',
    summary: 'Labels arrive this long after their requests, on average.',
    minutes: { label: 'Average delay in minutes' },
  },
  coverage: {
    title: 'Label coverage',
    summary: 'Only this share of the requests ever gets a label.',
    share: { label: 'Share of requests' },
  },
  labelNoise: {
    title: 'Label noise',
    summary: 'This share of the labels is wrong.',
    share: { label: 'Share of labels' },
  },
  curve: {
    curve: {
      label: 'Curve',
      help: 'Step: full strength immediately. Ramp: rises gradually. Sine: rises and falls in waves. Pulse: switches on and off.',
    },
    rise: {
      label: 'Rise',
      help: 'Ramp only: the share of the event during which the strength increases. After that, the event is at full strength.',
    },
    period: { label: 'Period (hours)', help: 'Sine and pulse only: the length of one cycle.' },
    on: { label: 'Duty cycle', help: 'Pulse only: the share of each cycle during which the event is on.' },
  },
})
