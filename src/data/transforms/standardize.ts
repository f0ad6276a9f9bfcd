/** @file Standardize: scales each channel to mean 0 and standard deviation 1. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { mapChannels, moments, perChannel, same } from './channels'
import { defineTransform } from './transform'

export const standardize = defineTransform({
  kind: 'standardize',
  title: texts.standardize.title,
  about: texts.standardize.about,
  params: {},
  takes: ['number', 'array'],
  output: same,
  fit: moments,
  isValidLearned: (learned, form) => perChannel(learned, form, ['mean', 'deviation'], 'deviation'),
  apply: (values, { learned: { mean, deviation } }, form) =>
    mapChannels(values, form, (value, c) => (value - (mean[c] as number)) / (deviation[c] as number)),
  inverse: (value, { learned: { mean, deviation } }) => value * (deviation[0] as number) + (mean[0] as number),
  blends: true,
  describeLearned: ({ learned }) => texts.standardize.learned(learned),
  python: `def standardize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
  // not text: printed Python
  pythonBack: `def standardize_back(y, p, learned):
    return y * learned["deviation"][0] + learned["mean"][0]`,
})

/** Standardizes images, with one mean and standard deviation per color channel. */
export const normalize = defineTransform({
  ...standardize,
  kind: 'normalize',
  title: texts.normalize.title,
  about: texts.normalize.about,
  takes: ['image'],
  python: `def normalize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
})
