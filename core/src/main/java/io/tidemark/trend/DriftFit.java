package io.tidemark.trend;

import java.nio.ByteBuffer;

/**
 * Least squares that forgets. It keeps means and co-moments rather than sums of squares,
 * which cancel, and solves the small system anew each time: nothing builds up in it.
 * Variables that hardly moved are left out, and a ridge keeps those apart that move
 * together.
 */
final class DriftFit {

	/** Variables that explain. */
	static final int SIZE = 8;

	private static final int ALL = SIZE + 1;

	/** Bytes of the form in which it is written. */
	static final int BYTES = 8 * (1 + ALL + ALL * (ALL + 1) / 2);

	/** Share of its mean that a variable must move, in deviations. */
	private static final double MOVES = 1e-3;

	/** Share of its own variance by which each variable is held back. */
	private static final double RIDGE = 0.003;

	private double weight;

	private final double[] means = new double[ALL];

	/** The lower half: what two variables do together, around their means. */
	private final double[][] moments = new double[ALL][ALL];

	private final double[][] root = new double[SIZE][SIZE];

	private final double[] coefficients = new double[SIZE];

	private final boolean[] used = new boolean[SIZE];

	private final double[] from = new double[ALL];

	private final double[] solved = new double[SIZE];

	/** How many readings it stands on; those that fade count in part. */
	double weight() {
		return this.weight;
	}

	double mean(int variable) {
		return this.means[variable];
	}

	/** Mean of what is to be explained. */
	double mean() {
		return this.means[SIZE];
	}

	/** Standard deviation of a variable. */
	double deviation(int variable) {
		return (this.weight > 0) ? Math.sqrt(Math.max(0, this.moments[variable][variable]) / this.weight) : 0;
	}

	/** Forgets this share of everything. */
	void keep(double share) {
		this.weight *= share;
		for (int i = 0; i < ALL; i++) {
			for (int j = 0; j <= i; j++) {
				this.moments[i][j] *= share;
			}
		}
	}

	/**
	 * Learns a reading.
	 * @param x what explains, NaN where not known
	 * @param y what is to be explained
	 * @param first whether a variable was never known before, so that it starts here
	 */
	void add(double[] x, double y, boolean[] first) {
		this.weight++;
		for (int i = 0; i < ALL; i++) {
			double value = (i < SIZE) ? x[i] : y;
			if (i < SIZE && first[i] && !Double.isNaN(value)) {
				this.means[i] = value;
			}
			this.from[i] = Double.isNaN(value) ? 0 : value - this.means[i];
		}
		double rest = 1 - 1 / this.weight;
		for (int i = 0; i < ALL; i++) {
			for (int j = 0; j <= i; j++) {
				this.moments[i][j] += rest * this.from[i] * this.from[j];
			}
			this.means[i] += this.from[i] / this.weight;
		}
	}

	/**
	 * Works out the coefficients.
	 * @param alike by how much fewer readings count because neighbours are alike
	 */
	void solve(double alike) {
		double ridge = RIDGE + alike / Math.max(1, this.weight);
		for (int i = 0; i < SIZE; i++) {
			this.used[i] = deviation(i) > MOVES * Math.abs(this.means[i]) && deviation(i) > 1e-6;
		}
		for (int i = 0; i < SIZE; i++) {
			for (int j = 0; j <= i; j++) {
				this.root[i][j] = root(i, j, ridge);
			}
		}
		for (int i = 0; i < SIZE; i++) {
			this.coefficients[i] = this.used[i] ? this.moments[SIZE][i] / scale(i) : 0;
		}
		forth(this.coefficients);
		back(this.coefficients);
	}

	/** Of the correlations and the ridge, after Cholesky. */
	private double root(int i, int j, double ridge) {
		if (!this.used[i] || !this.used[j]) {
			return (i == j) ? 1 : 0;
		}
		double sum = (i == j) ? 1 + ridge : this.moments[i][j] / (scale(i) * scale(j));
		for (int k = 0; k < j; k++) {
			sum -= this.root[i][k] * this.root[j][k];
		}
		return (i == j) ? Math.sqrt(Math.max(sum, ridge / 2)) : sum / this.root[j][j];
	}

	private double scale(int i) {
		return Math.sqrt(this.moments[i][i]);
	}

	private void forth(double[] b) {
		for (int i = 0; i < SIZE; i++) {
			for (int k = 0; k < i; k++) {
				b[i] -= this.root[i][k] * b[k];
			}
			b[i] /= this.root[i][i];
		}
	}

	private void back(double[] b) {
		for (int i = SIZE - 1; i >= 0; i--) {
			for (int k = i + 1; k < SIZE; k++) {
				b[i] -= this.root[k][i] * b[k];
			}
			b[i] /= this.root[i][i];
		}
	}

	/** What is expected; an unknown variable counts as its mean. */
	double expected(double[] x) {
		double expected = this.means[SIZE];
		for (int i = 0; i < SIZE; i++) {
			if (this.used[i] && !Double.isNaN(x[i])) {
				expected += this.coefficients[i] / scale(i) * (x[i] - this.means[i]);
			}
		}
		return expected;
	}

	/**
	 * Variance of what is expected as a multiple of that of a reading, if readings were
	 * independent.
	 */
	double leverage(double[] x) {
		double sum = 1 / Math.max(1, this.weight);
		for (int i = 0; i < SIZE; i++) {
			this.solved[i] = (this.used[i] && !Double.isNaN(x[i])) ? (x[i] - this.means[i]) / scale(i) : 0;
		}
		forth(this.solved);
		for (double each : this.solved) {
			sum += each * each;
		}
		return sum;
	}

	/** Variance that comes from variables which are not known. */
	double unknown(double[] x) {
		double sum = 0;
		for (int i = 0; i < SIZE; i++) {
			if (this.used[i] && Double.isNaN(x[i])) {
				sum += this.coefficients[i] * this.coefficients[i] / this.weight;
			}
		}
		return sum;
	}

	void write(ByteBuffer bytes) {
		bytes.putDouble(this.weight);
		for (int i = 0; i < ALL; i++) {
			bytes.putDouble(this.means[i]);
			for (int j = 0; j <= i; j++) {
				bytes.putDouble(this.moments[i][j]);
			}
		}
	}

	void read(ByteBuffer bytes) {
		this.weight = DriftModel.amount(bytes);
		for (int i = 0; i < ALL; i++) {
			this.means[i] = DriftModel.number(bytes);
			for (int j = 0; j <= i; j++) {
				this.moments[i][j] = DriftModel.number(bytes);
			}
			this.moments[i][i] = Math.max(0, this.moments[i][i]);
		}
	}

}
