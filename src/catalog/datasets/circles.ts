/** @file Circles: a ring of points inside another ring. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints, polar } from './define-points'

export const circles = definePoints({
  id: 'circles',
  ...text.circles,
  classes: ['outer', 'inner'],
  rows: 600,
  noise: 0.07,
  pointAt: (random, label) => polar(label === 0 ? 0.9 : 0.45, random.uniform()),
})
