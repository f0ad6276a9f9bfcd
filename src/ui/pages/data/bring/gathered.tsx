/** @file Gathered: how many files of what was dropped were found so far. */
import { counted } from '../../../../messages/format'
import { Progress } from '../../../kit/progress'
import { useGathering } from './gathering'

/** Nothing while nothing is gathered. */
export function Gathered() {
  const found = useGathering()
  if (found === undefined) return null
  return <Progress label="Gathering files" words={`${counted(found, 'file')} found so far`} />
}
