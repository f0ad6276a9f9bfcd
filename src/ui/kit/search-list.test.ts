/** @file Tests the search of lists: every word must match, and matches at the start of a title come first. */
import { describe, expect, it } from 'vitest'
import { findEntries, type Searchable } from './search-list'

const entry = (title: string, search?: string): Searchable => ({ title, ...(search === undefined ? {} : { search }) })
const entries = [
  entry('Max pool 2D', 'downsample'),
  entry('Global max pool'),
  entry('Maximum'),
  entry('Dense', 'fully connected linear'),
]
const titles = (query: string) => findEntries(entries, query).map(({ title }) => title)

describe('findEntries', () => {
  it('returns all entries in order for an empty query', () => {
    expect(findEntries(entries, '  ')).toEqual(entries)
  })
  it('puts titles that start with the query before titles that contain it', () => {
    expect(titles('max')).toEqual(['Max pool 2D', 'Maximum', 'Global max pool'])
  })
  it('puts an exact match first', () => {
    const two = [entry('Train on from the last weights'), entry('Train')]
    expect(findEntries(two, 'train')[0]?.title).toBe('Train')
  })
  it('requires every word, in any order', () => {
    expect(titles('pool max')).toEqual(['Max pool 2D', 'Global max pool'])
    expect(titles('max dense')).toEqual([])
  })
  it('finds entries by their additional search terms', () => {
    expect(titles('connected')).toEqual(['Dense'])
  })
})
