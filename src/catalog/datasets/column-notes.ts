/**
 * @file Column notes: the `about` of columns of shipped datasets. They are part of the manifests and of the
 * fingerprints in saved runs, so they must never change, and they are not translated. Pages show the text of
 * `messages/en/catalog/datasets.ts` instead.
 */

/** Column notes, keyed by dataset file and then by column name. */
export const notes = {
  autoMpg: { acceleration: 'Seconds from 0 to 60 miles an hour.' },
  wine: { od280: 'Absorbance of the diluted wine at 280 nm over that at 315 nm.' },
  diabetes: {
    sex: 'The source does not say which is which.',
    bmi: 'Body mass index.',
    bp: 'Average blood pressure.',
    s1: 'Total cholesterol in the serum.',
    s2: 'Low-density lipoproteins.',
    s3: 'High-density lipoproteins.',
    s4: 'Total cholesterol over high-density lipoproteins.',
    s5: 'Possibly the logarithm of serum triglycerides.',
    s6: 'Blood sugar.',
    progression: 'Of the illness, a year later; 25 to 346.',
  },
  cpsWages: {
    south: 'Lives in the South.',
    experience: 'Years since school: age - education - 6.',
    union: 'Is a member of a trade union.',
  },
  seattleWeather: { wind: 'Mean of the day.' },
  co2: { date: 'The first of the month.', adjusted: 'The wave of the seasons taken out.' },
  sensorNetwork: {
    reading: 'Number of the reading of its sensor, one every 5 seconds.',
    mote: 'The sensor: 1 and 2 indoors, 3 and 4 outdoors.',
    humidity: 'Relative, corrected for temperature.',
    event: 'Whether it is of the event brought about near it.',
  },
  spamHam: { mail: 'Its plain text, up to 1,000 letters.' },
  shopVisits: {
    source: 'What led to the shop.',
    pages: 'Looked at so far.',
    minutes: 'Spent so far.',
    hour: 'Of the day, with its fraction.',
  },
  cardPayments: {
    country: 'As seen from where the holder lives.',
    chip: 'The card was put into a terminal.',
    newDevice: 'Never paid from before; no where the chip was read.',
    sinceLast: 'Since the payment before it with this card.',
    hour: 'Of the day, with its fraction.',
  },
  machineWear: {
    machine: 'Its number.',
    age: 'Since it was served.',
    load: 'Of the day, 0.4 to 1.',
    daysLeft: 'Until it fails.',
    fails: 'Within 7 days.',
  },
  supportTickets: { plan: 'What the writer pays for.' },
} as const

/** Breast cancer dataset: what was measured on each nucleus. */
export const NUCLEUS_NOTES = {
  radius: 'from the middle to the border',
  texture: 'spread of the greys',
  perimeter: 'length of the border',
  area: 'pixels within the border',
  smoothness: 'how little the radius changes along the border',
  compactness: 'perimeter² / area - 1',
  concavity: 'how deep the dents of the border are',
  'concave points': 'how many dents there are',
  symmetry: 'how alike its halves are',
  'fractal dimension': 'how rough the border is',
} as const

/** Breast cancer dataset: how the measurements of all nuclei in an image were combined into one value. */
export const STATISTIC_NOTES = {
  mean: 'Mean over the nuclei',
  error: 'Standard error over the nuclei',
  worst: 'Mean of the three largest',
} as const
