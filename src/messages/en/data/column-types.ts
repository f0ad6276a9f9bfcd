/** @file Names of column types, both as labels and as phrases that describe the content of a column in a sentence. */
import { defineText } from '../../define'

export type ColumnType = 'number' | 'category' | 'text' | 'time' | 'image' | 'array'

export const columnTypesText = defineText('data/column-types', {
  label: {
    number: 'Number',
    category: 'Category',
    text: 'Text',
    time: 'Date or time',
    image: 'Image',
    array: 'Series',
  },
  holds: {
    number: 'numbers',
    category: 'categories',
    text: 'text',
    time: 'dates or times',
    image: 'images',
    array: 'series of numbers',
  },
}) satisfies Readonly<Record<'label' | 'holds', Readonly<Record<ColumnType, string>>>>
