/**
 * @file The data figures: importing files (including malformed ones), exploring data, and accuracy against reference
 * results.
 */
import { evaluationTime, explanationTime, influenceAgainstRetraining, plantedCauses } from './explanations.mjs'
import { fuzz } from './fuzz.mjs'
import { importCsv, importMnist } from './importing.mjs'
import { labelErrors } from './label-errors.mjs'
import { larger } from './larger.mjs'
import { learningCurve, metrics, oracles, report, scrolling, simpleModels } from './looking.mjs'
import { weakSlices } from './weak-slices.mjs'

/** The figures in the order of the table. */
export const dataFigures = [
  {
    name: 'import-csv',
    title: 'import of a CSV with 1,000,000 × 12 values, 100 MB, stored and profiled',
    goal: '10 MB/s; memory at most 3 × file size; 60 fps meanwhile: 50% of frames within 17 ms, 95% within 34 ms',
    take: importCsv,
  },
  {
    name: 'import-mnist',
    title: 'import of MNIST’s 60,000 images from IDX files, stored and profiled',
    goal: 'under 10 s',
    take: importMnist,
  },
  {
    name: 'larger-than-memory',
    title: 'a 67 MB dataset with a memory limit of 32 MB: five epochs, compared with the same dataset in memory',
    goal: 'the same weights; at most 24 MB growth after the first epoch; no reads if it fits',
    take: larger,
  },
  {
    name: 'scroll-rows',
    title: 'frames while scrolling 1,000,000 rows × 12 columns by wheel, keys, and scroll bar',
    goal: '60 fps: 50% of frames within 17 ms, 95% within 34 ms',
    take: scrolling,
  },
  {
    name: 'report',
    title: 'the data report on 10 datasets with 30 planted faults and on 8 clean ones; its time on 1,000,000 rows × 12',
    goal: 'all found, no false findings',
    take: report,
  },
  {
    name: 'simple-models',
    title: 'simple models for comparison on the 2,000 digits',
    goal: 'within 10 s',
    take: simpleModels,
  },
  { name: 'learning-curve', title: 'the learning curve of digits-cnn on the 2,000 digits', take: learningCurve },
  {
    name: 'oracles',
    title: 'every preparation step compared with scikit-learn and NumPy: largest difference',
    goal: 'at most 1e-9',
    take: oracles,
  },
  {
    name: 'label-errors',
    title:
      'label errors: 2%, 5%, and 10% of the labels of the 2,000 digits flipped before training; k is the number of flips',
    take: labelErrors,
  },
  {
    name: 'weak-slices',
    title: 'weak slices: 20 tables of 2,000 rows with a planted slice (35% wrong instead of 6%) and 20 clean ones',
    goal: 'at most 5% of the clean tables have a false slice',
    take: weakSlices,
  },
  {
    name: 'metrics',
    title: 'metrics, curves, and calibration compared with scikit-learn on random cases: largest difference',
    goal: 'at most 1e-12',
    take: metrics,
  },
  {
    name: 'fuzz',
    title: 'files with seeded damage, 100,000 per parser, each read or refused with a message',
    goal: 'no crash, hang, 2 s, or 1 GB',
    take: fuzz,
  },
  {
    name: 'explanation-time',
    title: 'one explanation of a digit, without its checks, on the CPU',
    goal: 'gradient and Grad-CAM within 100 ms',
    take: explanationTime,
  },
  {
    name: 'evaluation-time',
    title: 'evaluation of 10,000 MNIST images with curves and intervals, on the CPU',
    goal: 'within 2 s',
    take: evaluationTime,
  },
  {
    name: 'trust',
    title: 'trust indicator: maps of planted defects against random maps, and maps that do not depend on the weights',
    goal: 'AUC of at least 0.95, and 100% of the maps of shuffled weights flagged',
    take: plantedCauses,
  },
  {
    name: 'influence',
    title:
      'TracIn against real retraining without 20 training examples: mean rank correlation with the change of the loss, ' +
      'for 8 validation examples and 12 retrainings each, with its 95% interval',
    take: influenceAgainstRetraining,
  },
]
