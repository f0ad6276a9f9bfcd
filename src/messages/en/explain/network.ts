/** @file Why, in English: what is behind problems of a network on its data, and behind advice; and what people usually do. */

export const network = {
  'unknown-column':
    'Inputs and outputs name columns of the data, and there is none of this name. Most often the dataset was changed after the drawing was made. Choose a column that there is, or leave the choice to the plan.',
  'column-no-target':
    'An output layer gives a few numbers a row: one for a number, one a class for a category, one a pixel for a picture. Free text, a moment in time and a whole series have no such form. Turn the column into a category or a number first, or predict another one.',
  'column-is-target':
    'The network would read the very answer it is to predict. It would seem perfect in training, and know nothing of new data, where the answer is missing. Leave that column to the output.',
  'columns-apart':
    'An input is one block of numbers. Columns can share one when they differ in their last axis alone: two numbers, or two series of the same length. Ids of words or values mean nothing beside numbers, and go to an input with an embedding of their own.',
  'steps-not-here':
    'What prepares texts, times and the like comes a moment after the page, so that the page is there sooner. Until then the shape of this input is not known. If it does not go away, reload the page.',
  'no-columns-left':
    'Every column is taken: by other inputs, as the target, or left aside by the plan. An input needs at least one. Give it columns by name, or take some from another input.',
  'image-with-columns':
    'A picture is a grid of pixels and the other columns are single numbers, so they have no shape in common. Networks that use both have two inputs. Give each an input, and join the branches later with Concatenate.',
  'label-twice':
    'Inputs and outputs go by their names wherever data are given and answers come back. Two of one name could not be told apart there, nor in an exported model. Give one of them a name of its own.',
  'input-shape':
    'A shape written by hand overrules the one of the data, and the two do not agree. The layers behind were checked against the written one, and would get something else. Leave the shape empty and it follows the data by itself.',
  'loss-missing':
    'The loss is the number that training makes smaller, and each output needs one that measures its own answer. With several outputs the plan names a loss for each. Choose one in the plan at the top.',
  'loss-misfit':
    'A loss measures one kind of answer: chances over classes, a yes or no, or a number. Held against another kind it gives numbers without meaning. For classes people take cross-entropy, for two of them and for pictures binary cross-entropy, for numbers squared or absolute error.',
  'smoothing-unused':
    'Label smoothing makes the true class a little less than certain, such as 0.9 in place of 1. Only losses that compare with such chances can use it. It does no harm here, and nothing else either.',
  'output-shape':
    'The loss holds what arrives against the label, number by number, so both need one shape. For classes or a quantity that is one row: Flatten before the last Dense keeps every place apart, global average pooling needs far fewer weights. For a picture, strides and upsampling have to add up to its size.',
  'output-units':
    'The last layer speaks for the labels: one number for each class, or one number in all for a quantity or a yes and no. With another width there is nothing to hold them against. Set the width of the last layer to what is wanted.',
  'activation-misfit':
    'A loss reads the last numbers in one way. Cross-entropy takes them for chances that add to 1, which softmax gives; a sigmoid gives each class a chance of its own, so that with ten classes they add to anything. A predicted quantity may be any number, so its last layer is linear.',
  'all-frozen':
    'Frozen layers keep their weights, which is what one wants of layers taken from a trained model. If all are frozen no weight is left to move, and the loss stays where it is. Unfreeze at least the last layer with weights.',
  'advice-dropout-end':
    'Dropout sets random numbers to zero in training so that no unit relies on another. Right before the output those numbers are the answers themselves, and an answer that is dropped is wrong whatever was learnt. Put it between the hidden layers, or remove it.',
  'advice-one-unit':
    'Everything behind this layer sees one number for each sample, or for each place. Whatever was told apart before has to fit into it, and usually does not. Narrow layers are used on purpose in autoencoders, but rarely as narrow as 1.',
  'advice-batch-of-one':
    'Batch norm subtracts the mean of the batch and divides by its spread. A batch of one vector is its own mean: zero is left, and nothing can be learnt from it. Take batches of 16 or more, or layer norm, which looks at each sample by itself.',
  'advice-equal-weights':
    'Units begin with different random weights so that each can become something else. Beginning as one and the same they give the same answer, and can only be told apart by what lies behind them; relu on zeros never moves at all. Glorot is the usual start, he for relu.',
  'advice-start-weights':
    'The start weights of He are larger, to make up for relu, which cuts half of its inputs away. Into tanh or sigmoid they bring sums so large that the curve is flat there, and a flat curve passes little gradient. Take glorot for these, as its authors meant.',
  'advice-selu-start':
    'The constants of selu were worked out so that mean 0 and spread 1 stay as they are from layer to layer. That holds for start weights of variance 1 over the number of inputs, which is LeCun’s. With others the layers drift, and selu has nothing over elu.',
  'advice-softmax-scores':
    'A margin loss asks that the score of the true class is at least 1 above all others. Softmax and sigmoid squeeze scores between 0 and 1, so that this margin cannot be reached and the gradient fades on the way. Such losses, like those that take logits, want the plain numbers: a linear last layer.',
  'advice-softmax-twice':
    'Softmax turns scores into chances. A second one takes these chances for scores, and since they all lie between 0 and 1 its result is nearly even: of ten classes the surest gets about 0.23. The loss cannot become small then, so leave one of the two.',
  'advice-no-gradient':
    'Weights learn by how the loss would change with them, passed back from layer to layer. Where a step gives the same whatever comes in, or only looks whole numbers up, there is no such change to pass. All layers that lead nowhere but there stay as they began.',
  'advice-many-parameters':
    'With thousands of weights for each sample a network can simply store the answers, and be no wiser on new data. It may still do well with dropout, an L2 penalty or early stopping, so this is advice. Most such weights lie in a Dense behind Flatten: pool before it, or use fewer units.',
  'advice-learning-rate':
    'The learning rate scales each step, and every optimizer has a range that works for most networks. A thousand times that throws the weights past every answer, and the loss grows or stops being a number. Begin with the usual one, then try three times more and less.',
} as const
