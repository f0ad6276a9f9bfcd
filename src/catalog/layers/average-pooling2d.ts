/** @file Average pool 2D: the mean of each window. */
import { poolingLayer } from './shared/pooling'

export const averagePooling2d = poolingLayer({ kind: 'averagePooling2d', class_name: 'AveragePooling2D', axes: 2 })
