"""Stories of people who mean harm, or who only pry: what they try, and what they do not get."""
