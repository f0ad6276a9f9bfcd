/** @file Average pool 1D: the mean of each window. */
import { poolingLayer } from './shared/pooling'

export const averagePooling1d = poolingLayer({ kind: 'averagePooling1d', class_name: 'AveragePooling1D', axes: 1 })
