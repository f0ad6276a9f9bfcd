/** @file UI text for the stage catalog: the name, description, and parameters of each stage of a service. */
import { defineText } from '../../define'
import { count, counted, list, number, plural, shortPercent } from '../../format'

/** Formats a value of 0 to 100 as a percentage. */
const ofHundred = (value: number) => shortPercent(Number((value / 100).toFixed(3)))

export const stagesText = defineText('catalog/stages', {
  source: {
    title: 'Source',
    summary: 'Where requests arrive: from the scenario, the drawing pad, the camera, or the URL.',
    search: 'input traffic requests entry api',
    from: {
      label: 'Examples',
      help: 'Where the scenario takes requests from: held-out examples, or new ones from the generator of a generated dataset.',
      labels: { 'held-out': 'Held-out examples', world: 'Generator' },
    },
    heldOut: 'held-out examples',
    world: 'the generator',
  },
  rateLimit: {
    title: 'Rate limit',
    summary: 'Lets through a fixed number of requests per second and rejects the rest (429) before they queue.',
    search: 'throttle token bucket 429 protect overload',
    perSecond: {
      label: 'Requests per second',
      help: 'The long-run limit. Set it below what the replicas of the model can serve.',
    },
    burst: { label: 'Burst', help: 'How many requests may arrive at once after a quiet period.' },
    glance: (a: { perSecond: number }) => `${count(a.perSecond)} per second`,
  },
  validate: {
    title: 'Validate',
    summary:
      'Checks each request against the schema. Invalid requests are rejected with a reason, or values are clipped to the range.',
    search: 'schema check guard input',
    range: {
      label: 'Out of range',
      help: 'For a number outside the training range: reject the request, reject it only if the number is more than ten times the width of the range away, clip to the nearest value, or let it pass.',
      labels: { refuse: 'Reject', far: 'Reject if far', clip: 'Clip', pass: 'Let pass' },
    },
    unseen: {
      label: 'Unseen category',
      help: 'For a category without a training row: reject the request, or treat the value as missing.',
      labels: { refuse: 'Reject', missing: 'Treat as missing' },
    },
    missing: {
      label: 'Missing value',
      help: 'Reject the request, or let the preparation steps of the column fill in the value.',
      labels: { refuse: 'Reject', pass: 'Let pass' },
    },
    absent: {
      label: 'Absent column',
      help: 'For a request without one of the columns, for example because its name changed: reject the request, or treat the value as missing. Columns that no model reads are ignored.',
      labels: { refuse: 'Reject', pass: 'Treat as missing' },
    },
    rejects: { range: 'range', far: 'far', unseen: 'unseen', missing: 'missing', absent: 'absent' },
    typesOnly: 'rejects wrong types',
    glance: (a: { checks: readonly string[] }) =>
      a.checks.length > 2 ? counted(a.checks.length, 'check') : `rejects ${list(a.checks)}`,
  },
  features: {
    title: 'Features',
    summary: 'Turns a request into the numbers the model was trained on, with the same preparation steps.',
    search: 'prepare transform encode feature store',
    stored: {
      label: 'Stored columns',
      help: 'Columns that come from a feature store instead of the request; they can be stale. Leave empty if all columns come with the request.',
    },
    allInRequest: 'all in the request',
    glance: (a: { stored: number }) => plural(a.stored, { one: '# from the store', other: '# from the store' }),
  },
  cache: {
    title: 'Cache',
    summary:
      'Remembers results: the same input gets the same prediction, or the same abstention, again, without running the model.',
    search: 'memory remember lru ttl',
    entries: {
      label: 'Cache size',
      help: 'The maximum number of predictions to keep. The least recently used one is dropped first.',
    },
    minutes: {
      label: 'Time to live (min)',
      help: 'How long a prediction is kept (TTL). A longer time gives more hits, but also outdated predictions after a model changes.',
    },
    glance: (a: { entries: number; minutes: number }) => `${count(a.entries)}, ${count(a.minutes)} min`,
  },
  split: {
    title: 'Split',
    summary: 'Randomly sends each request to one of the models after it, by these shares, for a canary or an A/B test.',
    search: 'canary a/b test traffic percent rollout',
    champion: {
      label: 'Champion (%)',
      help: 'The percentage of requests for the champion. The two shares add up to 100.',
    },
    challenger: {
      label: 'Challenger (%)',
      help: 'The percentage of requests for the challenger. 5 is a common starting value.',
    },
    glance: (a: { champion: number; challenger: number }) => `${ofHundred(a.champion)} : ${ofHundred(a.challenger)}`,
  },
  shadow: {
    title: 'Shadow',
    summary: 'Passes requests on and copies them to the shadow model. Shadow predictions are compared, never returned.',
    search: 'mirror dark launch copy compare',
    share: {
      label: 'Copied (%)',
      help: 'The percentage of requests that the shadow model also answers. This costs compute but does not affect users.',
    },
    glance: (a: { percent: number }) => `copies ${ofHundred(a.percent)}`,
  },
  model: {
    title: 'Model',
    summary: 'Runs the version that an alias points to. A rollout moves the alias; the diagram stays the same.',
    search: 'network predict infer serve champion challenger replica batch',
    model: { label: 'Model', help: 'The name of the model in the registry.' },
    alias: {
      label: 'Alias',
      help: 'The champion answers requests, the challenger is tested on a share of them, and the shadow answers only copies of them.',
    },
    replicas: {
      label: 'Replicas',
      help: 'How many copies of the model run in parallel. A new replica starts cold, so its first request waits.',
    },
    idle: {
      label: 'Idle timeout (min)',
      help: 'Minutes without requests before a replica stops. After the last one stops, the next request waits for a cold start. 0 keeps replicas running.',
    },
    batch: {
      label: 'Max batch size',
      help: 'The maximum number of requests to answer at once. A larger batch means higher throughput, but also higher latency.',
    },
    waitMs: {
      label: 'Batch window (ms)',
      help: 'How long a batch waits to fill up. At 0, it takes only the requests that are already waiting.',
    },
    queue: {
      label: 'Queue',
      help: 'The maximum number of waiting requests. Further requests are rejected. A long queue turns overload into high latency.',
    },
    replicated: (a: { alias: string; replicas: number }) => `${a.alias} ×${a.replicas}`,
    batched: (a: { text: string; batch: number }) => `${a.text}, batches of ${count(a.batch)}`,
  },
  router: {
    title: 'Router',
    summary: 'Keeps confident predictions and sends the other requests to the next model: a cascade.',
    search: 'cascade confidence escalate small large',
    below: {
      label: 'Minimum confidence',
      help: 'If the most likely class has a lower probability than this, the request goes to the next model.',
    },
    glance: (a: { below: number }) => `passes on below ${shortPercent(a.below)}`,
  },
  ensemble: {
    title: 'Ensemble',
    summary: 'Combines the predictions of several models for the same request.',
    search: 'mean vote average committee join',
    how: {
      label: 'Combine by',
      help: 'The mean of the probabilities, or the class with the most votes. The mean is usually better.',
      labels: { mean: 'Mean', vote: 'Vote' },
    },
    mean: 'mean of predictions',
    vote: 'majority vote',
  },
  calibrate: {
    title: 'Calibrate',
    summary:
      'Scales confidence with one value, the temperature, so that confidence matches accuracy. The predicted class stays the same.',
    search: 'temperature confidence probability scaling',
    temperature: {
      label: 'Temperature',
      help: 'Logits are divided by this value. A value above 1 lowers confidence, a value below 1 raises it, and 1 changes nothing.',
    },
    unchanged: 'no scaling',
    glance: (a: { temperature: number }) => `temperature ${number(a.temperature)}`,
  },
  abstain: {
    title: 'Abstain',
    summary: 'Answers "not sure" when the confidence is too low. These requests are queued for people to label.',
    search: 'reject option unsure threshold human confidence',
    below: {
      label: 'Minimum confidence',
      help: 'Below this probability, no prediction is returned. Calibrate first so that confidence matches accuracy. A class that a saved threshold decides counts as 50% at its threshold.',
    },
    glance: (a: { below: number }) => `below ${shortPercent(a.below)}`,
  },
  guard: {
    title: 'Input guard',
    summary:
      'Applies the input guard that a version was saved with: inputs that look unlike its training examples are flagged.',
    search: 'unusual out of distribution ood adversarial attack anomaly flag',
    flagged: {
      label: 'Flagged inputs',
      help: 'Return no prediction, return the most common answer, or return the prediction and only count. Each is in the request log. Fit a guard in Evaluate > Robustness, then save the model.',
      labels: { abstain: 'Abstain', fallback: 'Fall back', count: 'Count only' },
    },
    glance: { abstain: 'abstains if flagged', fallback: 'falls back if flagged', count: 'only counts' },
  },
  fallback: {
    title: 'Fallback',
    summary: 'Returns a default answer, marked as a fallback, when the model gives none.',
    search: 'default degrade backup safe',
    answer: {
      label: 'Answer',
      help: 'The most common class (or mean value) in the training set, or the last good prediction.',
      labels: { usual: 'Most common', previous: 'Last prediction' },
    },
    for: {
      label: 'When',
      help: 'Applies to requests that failed or found no warm replica, and optionally to abstentions. Requests that are invalid, rate limited, or rejected by a full queue get no fallback.',
      labels: { failures: 'Failures', 'failures and abstentions': 'Failures and abstentions' },
    },
    glance: {
      usual: 'most common answer',
      previous: 'last answer',
      usualUnsure: 'most common answer, also when not sure',
      previousUnsure: 'last answer, also when not sure',
    },
  },
  log: {
    title: 'Log',
    summary:
      'Where every request ends: its path, times, version, and prediction are recorded, and the response is sent.',
    search: 'output record end sink trace response',
    inputs: {
      label: 'Inputs to keep',
      help: 'How many of the newest inputs from outside the dataset (drawing pad, camera, form, URL) are stored in full. Dataset examples are stored by row number.',
    },
    glance: (a: { inputs: number }) => plural(a.inputs, { one: 'keeps # input', other: 'keeps # inputs' }),
  },
})
