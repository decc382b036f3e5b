# Reference numbers for lbp_teach/cohort: Rscript make_cohort.R cohort_input.json cohort.json
# R with psych for alpha and KR-20; everything else by base R. Only the numbers it prints are stored.
library(jsonlite)
suppressPackageStartupMessages(library(psych))
args <- commandArgs(trailingOnly = TRUE)
x <- fromJSON(args[1])
num <- function(v) unname(as.numeric(v))
analyse <- function(p) {
  total <- rowSums(p)
  k <- ncol(p)
  a <- suppressWarnings(psych::alpha(as.data.frame(p), warnings = FALSE))
  raw <- a$total$raw_alpha
  ci <- alpha.ci(raw, n.obs = nrow(p), n.var = k)
  list(
    rest = lapply(seq_len(k), function(i) {
      r <- cor.test(p[, i], total - p[, i])
      list(r = num(r$estimate), low = num(r$conf.int[1]), high = num(r$conf.int[2]))
    }),
    drop = num(a$item.stats$r.drop),
    mean = num(colMeans(p)),
    alpha = num(raw), low = num(ci$lower.ci), high = num(ci$upper.ci),
    sd = sd(total), sem = sd(total) * sqrt(1 - num(raw))
  )
}
right <- as.matrix(x$right)
points <- as.matrix(x$points)
b <- lm(score ~ rating, data = data.frame(score = x$scores, rating = x$ratings))
j <- as.matrix(x$judges)
marks <- as.numeric(j %*% x$of / sum(x$of))
t1 <- t.test(marks)
w <- t.test(x$late[1:24], x$early)
pr <- t.test(x$late, x$early, paired = TRUE)
eq <- t.test(x$late[1:24], x$early, var.equal = TRUE)
n1 <- length(x$early); n2 <- 24
out <- list(
  origin = paste0(R.version.string, "; psych ", packageVersion("psych")),
  right = analyse(right), points = analyse(points),
  wilson = lapply(seq_len(ncol(right)), function(i) num(prop.test(sum(right[, i]), nrow(right), correct = FALSE)$conf.int)),
  mean_t = lapply(seq_len(ncol(points)), function(i) num(t.test(points[, i] / x$weights[i])$conf.int)),
  border = list(cut = num(predict(b, data.frame(rating = 2))), slope = num(coef(b)[2]), r2 = summary(b)$r.squared),
  angoff = list(cut = num(t1$estimate), error = num(t1$stderr), ci = num(t1$conf.int)),
  welch = num(w$conf.int), paired = num(pr$conf.int),
  d = num(t2d(num(eq$statistic), n2 = n1, n1 = n2)),
  d_av = (mean(x$late) - mean(x$early)) / sqrt((var(x$late) + var(x$early)) / 2),
  r = cor(x$early, x$late)
)
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), args[2])
