/** @file Circles: one ring inside another. */
import { definePoints, polar } from './points'

export const circles = definePoints({
  id: 'circles',
  title: 'Circles',
  about: 'A ring of points inside another. The distance from the middle decides.',
  classes: ['outer', 'inner'],
  rows: 600,
  noise: 0.07,
  place: (random, label) => polar(label === 0 ? 0.9 : 0.45, random.uniform()),
})
