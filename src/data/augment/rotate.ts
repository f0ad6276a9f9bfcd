/** @file Rotate: the picture turned about its middle. */
import { cosTurn, sinTurn } from '../../base/exact'
import { float } from '../../catalog/params'
import { defineAugmentation, eitherWay } from './define-augmentation'

export const rotate = defineAugmentation({
  kind: 'rotate',
  title: 'Rotate',
  summary: 'Turns the picture about its middle by up to so many degrees, either way.',
  params: {
    degrees: float({ label: 'Degrees', min: 0, max: 180, step: 1, default: 10, help: 'The most, either way.' }),
  },
  move(random, { degrees }) {
    const turn = (eitherWay(random) * degrees) / 360
    const within = turn - Math.floor(turn)
    const [cos, sin] = [cosTurn(within), sinTurn(within)]
    return [cos, sin, 0, -sin, cos, 0]
  },
})
