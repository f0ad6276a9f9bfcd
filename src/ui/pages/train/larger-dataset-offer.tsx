/**
 * @file Larger dataset offer: while the network trains on the starter digits, offers all 60,000 digits with one click;
 * the run continues during the download.
 */
import { transportText } from '../../../messages/en/train/transport'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useLargerDataset } from '../../shell/use-larger-dataset'
import styles from '../pages.module.css'

const text = transportText.larger

/** The offer, shown if the dataset in use is a subset of a larger one. */
export function LargerDatasetOffer() {
  const offer = useLargerDataset()
  if (!offer) return null
  const { loading, start: go, rows: images, bytes } = offer
  return (
    <div className={styles.callout}>
      <p>{loading ? text.loading({ images }) : text.offer({ images, bytes })}</p>
      {loading ? (
        <Progress label={text.progress({ images })} {...loading} />
      ) : (
        <Button onClick={go}>{text.accept({ images })}</Button>
      )}
    </div>
  )
}
