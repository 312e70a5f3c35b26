use std::fmt::Debug;

use super::super::tests::written;
use super::super::{Decode, from_slice};

#[track_caller]
fn reads<T: Decode + Debug + PartialEq + Copy>(text: &str, expected: T) {
    assert_eq!(from_slice::<T>(text.as_bytes()).unwrap(), expected, "{text}");
}

#[track_caller]
fn refuses<T: Decode + Debug>(text: &str, expected: &str) {
    assert_eq!(from_slice::<T>(text.as_bytes()).unwrap_err().to_string(), expected, "{text}");
}

#[test]
fn integers_are_read_to_their_edges() {
    reads("-2147483648", i32::MIN);
    reads("2147483647", i32::MAX);
    reads("-9223372036854775808", i64::MIN);
    reads("9223372036854775807", i64::MAX);
    reads("4294967295", u32::MAX);
    reads("18446744073709551615", u64::MAX);
    reads("-0", 0_i64);
}

#[test]
fn an_integer_written_with_a_point_or_exponent_is_one() {
    reads("1.0", 1_i64);
    reads("-2.0", -2_i32);
    reads("1e3", 1000_u64);
    reads("9007199254740991.0", 9_007_199_254_740_991_i64);
}

#[test]
fn an_integer_is_never_rounded() {
    refuses::<i64>("1.5", "expected an i64 at $, found a number with a fraction");
    refuses::<u64>("1e-7", "expected a u64 at $, found a number with a fraction");
    refuses::<i64>("9007199254740993.0", "expected an i64 at $, found a number too large to be exact");
    refuses::<u64>("18446744073709551616", "expected a u64 at $, found a number too large to be exact");
    refuses::<i64>("-9223372036854775809", "expected an i64 at $, found a number too large to be exact");
}

#[test]
fn an_integer_out_of_range_names_its_type() {
    refuses::<i32>("2147483648", "expected an i32 at $, found an integer out of its range");
    refuses::<i32>("-2147483649.0", "expected an i32 at $, found an integer out of its range");
    refuses::<i64>("9223372036854775808", "expected an i64 at $, found an integer out of its range");
    refuses::<u32>("-1", "expected a u32 at $, found an integer out of its range");
    refuses::<u64>("-1", "expected a u64 at $, found an integer out of its range");
}

#[test]
fn a_number_is_the_nearest_one() {
    reads("0.1", 0.1_f64);
    reads("3", 3.0_f64);
    reads("-3", -3.0_f32);
    reads("18446744073709551615", 18_446_744_073_709_551_615.0_f64);
    reads("0.1", 0.1_f32);
    refuses::<f32>("1e39", "expected an f32 at $, found a number out of its range");
    refuses::<f64>(r#""1""#, "expected a number at $, found a string");
}

#[test]
fn numbers_are_written_as_they_are() {
    assert_eq!(written(&i64::MIN), "-9223372036854775808");
    assert_eq!(written(&u64::MAX), "18446744073709551615");
    assert_eq!(written(&0.1_f32), "0.1");
    assert_eq!(written(&f32::MAX), "3.4028235e+38");
    assert_eq!(written(&1.0_f64), "1.0");
    assert_eq!(written(&-0.0_f64), "-0.0");
    assert_eq!(written(&f64::MAX), "1.7976931348623157e+308");
}
