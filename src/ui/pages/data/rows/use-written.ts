/** @file useWritten: how the files of the set in use write numbers and dates. */
import { useMemo } from 'react'
import { type Written, writtenOf } from '../../../../data/as-written'
import { useSelect } from '../../../studio-context'

/** Nothing where no file tells, as of a shipped set. */
export function useWritten(): Written {
  const id = useSelect(({ project }) => project.data.dataset)
  const read = useSelect(({ sets }) => sets.sets.find((set) => set.id === id)?.read)
  return useMemo(() => writtenOf(read), [read])
}
