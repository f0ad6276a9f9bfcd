/**
 * @file Explanations of problems with the preparation steps of a column: why they matter, and what people usually do,
 * keyed by code.
 */

export const prepare = {
  'prepare-list':
    'A column goes through its steps one after another, so the steps must be a list, each with its kind and its parameters. Most columns need only a few steps. Remove the list to go back to the default steps.',
  'prepare-column':
    'The training settings have steps for a column that the dataset does not have. Usually the dataset was changed, or the column was renamed. The steps are kept, but have no effect until a column with that name exists.',
  'prepare-kind':
    'A step for this column is not in the catalog, or does not fit the column’s type at that point. Often the name is misspelled. Choose one of the listed steps.',
  'prepare-takes':
    'Each step takes the output of the step before it. Scaling needs numbers, one-hot needs a category, and a vocabulary needs text. Move the step, or add one before it that produces the right type.',
  'prepare-ends':
    'A network computes with numbers, so the last step for a column must produce numbers. Use one-hot encoding or an index for categories, word or character IDs for text, and time parts (such as the hour) for times.',
  'prepare-large':
    'Every example in the dataset would need this many numbers, and a browser does not have enough memory for that. Choose fewer buckets, words, or pixels.',
  'prepare-window-twice':
    'A window turns the rows before each row into a series. After that, the column no longer has one value per row, so a second window cannot work. Keep one window and choose its length.',
  'prepare-no-order':
    'A window depends on the order of the rows. Choose a column that defines this order, such as timestamps or numbers that increase over time, or use the "Window" step, which takes the rows in their stored order.',
  'prepare-order-column':
    'A window in time collects the rows before each row. One column gives the time of each row, and if there are several series, another column names the series. The column chosen here does not exist or has the wrong type. Choose one of the listed columns.',
  'prepare-window-split':
    'A window contains values of other rows. In a random split, training windows would contain values of test rows, so the metrics would be too optimistic. Split by time, so that a training window contains only earlier training rows, or by group, so that no window reaches into another set.',
  'prepare-answer':
    'A network predicts text one position at a time: a token from the vocabulary at each position, and a special token where the text ends. So the text must become character or word IDs, with padding after its end. Other steps produce numbers that cannot be turned back into text.',
  'prepare-number-answer':
    'The network predicts the prepared number, and its predictions are converted back to the original unit. So it must be possible to undo every step, as with scaling and the signed logarithm. Filling in, clipping, and bins map several values to one, and a plain logarithm maps everything below 0 to 0. Remove the step, or choose the signed form.',
  'prepare-fitted':
    'A step computes values from the training set, which are saved with the model. The parameters of the step determine how many values there are, and their range. Here they do not match, so the file was changed or damaged. Export the model again.',
  'prepare-fill-category':
    'The values of a category are names, and names have no mean or median. Fill missing values with the most frequent name, or with one that you choose. You can also leave them missing: with one-hot, they become all zeros. The switch "Mark filled values" adds a second number, which a category cannot have.',
  'prepare-flag-number':
    'The switch "Mark filled values" adds a second number that says whether one value was missing. An array has many values, and any of them can be missing. Turn this switch off: missing values are still filled in, but not marked.',
  'prepare-order':
    'The Ordinal step replaces each value with its position in a list. This list contains a name that is not a value in the column, so its position would never be used. Spell the name as in the data.',
  'prepare-no-part':
    'A time column becomes one number per selected part. With no parts selected, the network would get no input from it. Select the parts that could matter, such as the hour or the day of the year.',
  'prepare-crop':
    'The crop extends past the edge of the images. Choose a smaller crop, or move its corner. You can also make the images larger with a Resize step before the crop.',
  'prepare-too-short':
    'A difference compares two values of a series that are this many steps apart. The series is too short to have two values that far apart. Choose a longer window, or a smaller value for "Steps back".',
} as const
