/** @file Names of the simple models that a network is compared with. */
import { defineText } from '../../define'
import { count } from '../../format'

export const baselinesText = defineText('data/baselines', {
  mostCommonClass: 'Always predict the most common class',
  mean: 'Always predict the mean',
  logisticRegression: 'Logistic regression',
  linearRegression: 'Linear regression',
  nearestNeighbors: (a: { rows: number }) => `${count(a.rows)} nearest neighbors`,
  randomForest: (a: { trees: number }) => `Random forest with ${count(a.trees)} trees`,
})
