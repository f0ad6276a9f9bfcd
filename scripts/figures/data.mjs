/** @file The data figures: bringing files in, hostile ones too, looking through them, and how far ours is from the oracles. */
import { fuzz } from './fuzz.mjs'
import { importCsv, importMnist } from './importing.mjs'
import { larger } from './larger.mjs'
import { learningCurve, oracles, report, scrolling, simpleModels } from './looking.mjs'

/** In the order of the table. */
export const dataFigures = [
  {
    name: 'import-csv',
    title: 'a CSV of 1,000,000 × 12, 100 MB: from the file to a stored, profiled set',
    goal: '10 MB/s; at most 3 times the file in memory; 60 frames a second meanwhile: half within 17 ms, 95 % within 34 ms',
    take: importCsv,
  },
  {
    name: 'import-mnist',
    title: 'MNIST’s 60,000 images from IDX: from the files to a stored, profiled set',
    goal: 'under 10 s',
    take: importMnist,
  },
  {
    name: 'larger-than-memory',
    title: 'a set of 67 MB under a budget of 32 MB for rows in memory: five epochs, beside the same set in memory',
    goal: 'the same weights; at most 24 MB more after any epoch than after the first; no reading where it fits',
    take: larger,
  },
  {
    name: 'scroll-rows',
    title: 'frames while 1,000,000 rows × 12 are scrolled by wheel, keys and bar',
    goal: '60 frames a second: half within 17 ms, 95 % within 34 ms',
    take: scrolling,
  },
  {
    name: 'report',
    title: 'the report on 10 sets with 30 planted faults and on 8 clean ones; its time on 1,000,000 rows × 12',
    goal: 'all found, nothing else',
    take: report,
  },
  {
    name: 'simple-models',
    title: 'simple models beside the network on the 2,000 digits',
    goal: 'within 10 s',
    take: simpleModels,
  },
  { name: 'learning-curve', title: 'a learning curve of digits-cnn on the 2,000 digits', take: learningCurve },
  {
    name: 'oracles',
    title: 'every step of preparation, fitted and applied, against scikit-learn and NumPy: the largest difference',
    goal: 'at most 1e-9',
    take: oracles,
  },
  {
    name: 'fuzz',
    title: 'files damaged by seed, 100,000 a parser, each read or refused with a sentence',
    goal: 'none breaks, hangs, or takes 2 s or 1 GB',
    take: fuzz,
  },
]
