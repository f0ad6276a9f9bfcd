/** @file UI text for dataset columns whose name alone is not clear, keyed by column name. */
import { defineText } from '../../define'

const hour = 'Time of day in hours: 13.5 means 13:30.'

export const datasetColumnsText = defineText('catalog/dataset-columns', {
  autoMpg: { Acceleration: 'Seconds from 0 to 60 miles per hour.' },
  wine: { 'OD280/OD315': 'Absorbance of the diluted wine at 280 nm divided by that at 315 nm.' },
  breastCancer: {
    mean: (a: { measurement: string }) => `Mean over all nuclei in the image: ${a.measurement}.`,
    error: (a: { measurement: string }) => `Standard error over all nuclei in the image: ${a.measurement}.`,
    worst: (a: { measurement: string }) => `Mean of the three largest values in the image: ${a.measurement}.`,
    measurements: {
      radius: 'distance from the center of the nucleus to its border',
      texture: 'standard deviation of the gray values',
      perimeter: 'length of the border',
      area: 'number of pixels inside the border',
      smoothness: 'how much the radius varies between neighboring border points',
      compactness: 'perimeter² / area − 1',
      concavity: 'how deep the dents in the border are',
      'concave points': 'number of dents in the border',
      symmetry: 'how different the two halves are',
      'fractal dimension': 'how rough the border is',
    },
  },
  diabetes: {
    sex: 'The source does not say which value stands for which sex.',
    bmi: 'Body mass index.',
    bp: 'Average blood pressure.',
    s1: 'Total cholesterol in the blood serum.',
    s2: 'Low-density lipoproteins (LDL) in the blood serum.',
    s3: 'High-density lipoproteins (HDL) in the blood serum.',
    s4: 'Total cholesterol divided by HDL.',
    s5: 'Possibly the logarithm of the triglycerides in the blood serum.',
    s6: 'Blood sugar.',
    progression: 'Disease progression after one year, from 25 to 346.',
  },
  cpsWages: {
    south: 'Whether the person lives in the southern United States.',
    experience: 'Years since leaving school: age − education − 6.',
    union: 'Whether the person is a member of a labor union.',
  },
  seattleWeather: { wind: 'Daily mean.' },
  co2: { date: 'The first day of the month.', 'adjusted CO2': 'CO₂ with the seasonal variation removed.' },
  sensorNetwork: {
    reading: 'The reading number. Each sensor takes a reading every 5 seconds.',
    mote: 'The sensor: 1 and 2 are indoors, 3 and 4 are outdoors.',
    humidity: 'Relative humidity, corrected for temperature.',
    event:
      'Whether the reading is part of the event: a change in humidity and temperature that the researchers deliberately caused near the sensor.',
  },
  spamHam: { mail: 'The plain text, up to 1,000 characters.' },
  shopVisits: {
    source: 'How the visitor reached the shop.',
    pages: 'Pages viewed so far.',
    minutes: 'Time spent in the shop so far.',
    hour,
  },
  cardPayments: {
    country: 'How far from the cardholder’s home the payment was made.',
    chip: 'Whether a terminal read the card’s chip.',
    'new device': 'Whether this is the first payment from the device. Always "no" if the chip was read.',
    'since last': 'Time since the previous payment with the card.',
    hour,
  },
  machineWear: {
    machine: 'The machine number.',
    age: 'Time since the machine was last serviced.',
    load: 'How hard the machine worked that day, from 0.4 to 1.',
    'days left': 'Time until the machine fails.',
    fails: (a: { days: number }) => `Whether the machine fails within ${a.days} days.`,
  },
  supportTickets: { plan: 'The plan that the customer pays for.' },
})
