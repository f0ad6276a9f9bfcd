/** @file Go-on offer: while the starter digits are learnt, all 60,000 are one click away; the run goes on while they load. */
import { byteSize, count } from '../../../messages/format'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useGoOn } from '../../shell/use-larger-dataset'
import styles from '../pages.module.css'

/** The offer, where the set in use is part of a larger one. */
export function GoOnOffer() {
  const offer = useGoOn()
  if (!offer) return null
  const { loading, go } = offer
  const [rows, size] = [count(offer.rows), byteSize(offer.bytes)]
  return (
    <div className={styles.callout}>
      <p>
        {loading
          ? `All ${rows} digits are on their way; the run goes on meanwhile, and then with them.`
          : `This is the starter set. The network can go on from what it knows with all ${rows} digits, ${size} to load once.`}
      </p>
      {loading ? (
        <Progress label={`Loading all ${rows} digits`} {...loading} />
      ) : (
        <Button onClick={go}>Go on with all {rows}</Button>
      )}
    </div>
  )
}
