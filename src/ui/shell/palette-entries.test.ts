/** @file The palette finds what is meant: every word counts, beginnings first, nothing lost on the way. */
import { describe, expect, it } from 'vitest'
import { type Entry, findEntries } from './palette-entries'

const entry = (title: string, search?: string): Entry => ({
  id: title,
  title,
  group: 'layer',
  run: () => undefined,
  ...(search === undefined ? {} : { search }),
})
const entries = [
  entry('Max pool 2D', 'downsample'),
  entry('Global max pool'),
  entry('Maximum'),
  entry('Dense', 'fully connected linear'),
]
const titles = (query: string) => findEntries(entries, query).map(({ title }) => title)

describe('findEntries', () => {
  it('gives all of them, in order, for no words', () => {
    expect(findEntries(entries, '  ')).toEqual(entries)
  })
  it('puts titles that begin so before those that only hold it', () => {
    expect(titles('max')).toEqual(['Max pool 2D', 'Maximum', 'Global max pool'])
  })
  it('puts a title typed in full first', () => {
    const two = [entry('Train on from the last weights'), entry('Train')]
    expect(findEntries(two, 'train')[0]?.title).toBe('Train')
  })
  it('asks for every word, in any order', () => {
    expect(titles('pool max')).toEqual(['Max pool 2D', 'Global max pool'])
    expect(titles('max dense')).toEqual([])
  })
  it('finds by further words', () => {
    expect(titles('connected')).toEqual(['Dense'])
  })
})
