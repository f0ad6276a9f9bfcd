/** @file Standardize: mean 0 and deviation 1, channel by channel. */
import { channelWords, mapChannels, moments, perChannel, same } from './numbers'
import { defineTransform } from './transform'

export const standardize = defineTransform({
  kind: 'standardize',
  title: 'Standardize',
  about: 'Takes the mean away and divides by the deviation: most values come to lie between −2 and 2.',
  params: {},
  takes: ['number', 'array'],
  output: same,
  fit: moments,
  couldLearn: (learned, form) => perChannel(learned, form, ['mean', 'deviation'], 'deviation'),
  apply: (values, { learned: { mean, deviation } }, form) =>
    mapChannels(values, form, (value, c) => (value - (mean[c] as number)) / (deviation[c] as number)),
  inverse: (value, { learned: { mean, deviation } }) => value * (deviation[0] as number) + (mean[0] as number),
  blends: true,
  words: ({ learned }) => `mean ${channelWords(learned.mean)}, deviation ${channelWords(learned.deviation)}`,
  python: `def standardize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
  pythonBack: `def standardize_back(y, p, learned):
    return y * learned["deviation"][0] + learned["mean"][0]`,
})

/** The same of pictures, one mean and deviation a colour. */
export const normalize = defineTransform({
  ...standardize,
  kind: 'normalize',
  title: 'Normalize colours',
  about: 'Takes the mean of each colour away and divides by its deviation.',
  takes: ['image'],
  python: `def normalize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
})
